//! Elements by name, as far as reading an article depends on them.

use std::sync::LazyLock;

macro_rules! tags {
    ($($name:literal => $tag:ident),+ $(,)?) => {
        /// An element's name, or that a node is text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Tag {
            /// Not an element but text.
            Text,
            /// An element of no name known here, a custom element for instance.
            Other,
            /// An element within a formula, of whatever name.
            MathPart,
            $(#[allow(missing_docs, reason = "the variant is the element's name")] $tag,)+
        }

        /// Slots of the table of names.
const SLOTS: usize = 256;

/// The names by a figure made of length, first and last letter, which few share: every element of a page is looked up.
static BY_FIGURE: LazyLock<Vec<Vec<(&str, Tag)>>> = LazyLock::new(|| {
    let mut slots = vec![Vec::new(); SLOTS];
    for (name, tag) in Tag::NAMES {
        if let Some(slot) = slots.get_mut(figure(name)) {
            slot.push((*name, *tag));
        }
    }
    slots
});

fn figure(name: &str) -> usize {
    let at = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    let bytes = name.as_bytes();
    (at(bytes.first()) + 7 * at(bytes.last()) + 31 * bytes.len()) % SLOTS
}

impl Tag {
    /// The element called `name`.
    pub(crate) fn of(name: &str) -> Self {
        let slot = BY_FIGURE.get(figure(name)).into_iter().flatten();
        slot.into_iter().find(|(known, _)| *known == name).map_or(Self::Other, |(_, tag)| *tag)
    }

            /// Every name with its tag.
            const NAMES: &[(&str, Self)] = &[$(($name, Self::$tag)),+];
        }
    };
}

tags! {
    "html" => Html, "head" => Head, "body" => Body, "title" => Title, "base" => Base, "meta" => Meta, "link" => Link,
    "script" => Script, "style" => Style, "template" => Template, "noscript" => Noscript,
    "main" => Main, "article" => Article, "section" => Section, "div" => Div, "header" => Header, "footer" => Footer,
    "nav" => Nav, "aside" => Aside, "address" => Address, "form" => Form, "fieldset" => Fieldset, "center" => Center,
    "details" => Details, "summary" => Summary, "dialog" => Dialog, "hgroup" => Hgroup, "search" => Search, "menu" => Menu,
    "h1" => H1, "h2" => H2, "h3" => H3, "h4" => H4, "h5" => H5, "h6" => H6,
    "p" => P, "blockquote" => Blockquote, "pre" => Pre, "hr" => Hr, "br" => Br, "wbr" => Wbr,
    "ul" => Ul, "ol" => Ol, "li" => Li, "dl" => Dl, "dt" => Dt, "dd" => Dd,
    "figure" => Figure, "figcaption" => Figcaption, "picture" => Picture, "source" => Source, "img" => Img,
    "amp-img" => AmpImg, "svg" => Svg, "canvas" => Canvas, "map" => Map, "area" => Area,
    "table" => Table, "caption" => Caption, "colgroup" => Colgroup, "col" => Col, "thead" => Thead, "tbody" => Tbody,
    "tfoot" => Tfoot, "tr" => Tr, "td" => Td, "th" => Th,
    "a" => A, "em" => Em, "i" => I, "strong" => Strong, "b" => B, "u" => U, "s" => S, "strike" => Strike, "del" => Del,
    "ins" => Ins, "mark" => Mark, "small" => Small, "big" => Big, "sub" => Sub, "sup" => Sup, "q" => Q, "cite" => Cite,
    "code" => Code, "kbd" => Kbd, "samp" => Samp, "tt" => Tt, "var" => Var, "dfn" => Dfn, "abbr" => Abbr, "time" => Time,
    "span" => Span, "font" => Font, "bdi" => Bdi, "bdo" => Bdo, "ruby" => Ruby, "rb" => Rb, "rt" => Rt, "rp" => Rp,
    "rtc" => Rtc, "label" => Label, "data" => Data, "nobr" => Nobr, "math" => Math,
    "button" => Button, "input" => Input, "select" => Select, "option" => Option_, "textarea" => Textarea,
    "datalist" => Datalist, "iframe" => Iframe, "embed" => Embed, "object" => Object, "video" => Video, "audio" => Audio,
    "amp-youtube" => AmpYoutube, "amp-iframe" => AmpIframe, "amp-video" => AmpVideo, "amp-twitter" => AmpTwitter,
    "amp-ad" => AmpAd, "frame" => Frame, "frameset" => Frameset, "applet" => Applet, "noframes" => Noframes,
}

impl Tag {
    /// The rank of a heading element.
    pub(crate) const fn heading_rank(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Whether it stands within a line by default. Unknown elements do not: custom elements are containers more
    /// often than not, and a break too many costs less than two paragraphs run together.
    pub(crate) const fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Text | A
                | Em
                | I
                | Strong
                | B
                | U
                | S
                | Strike
                | Del
                | Ins
                | Mark
                | Small
                | Big
                | Sub
                | Sup
                | Q
                | Cite
                | Code
                | Kbd
                | Samp
                | Tt
                | Var
                | Dfn
                | Abbr
                | Time
                | Span
                | Font
                | Bdi
                | Bdo
                | Ruby
                | Rb
                | Rt
                | Rp
                | Rtc
                | Label
                | Data
                | Nobr
                | Math
                | MathPart
                | Br
                | Wbr
                | Img
                | AmpImg
                | Picture
                | Source
                | Button
                | Input
                | Select
                | Svg
                | Noscript
                | Script
                | Style
                | Template
                | Link
                | Meta
                | Map
                | Area
        )
    }

    /// Whether its content is never shown as text.
    pub(crate) const fn is_never_shown(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Head | Title
                | Script
                | Style
                | Template
                | Noscript
                | Svg
                | Canvas
                | Object
                | Iframe
                | Select
                | Option_
                | Textarea
                | Datalist
                | Input
                | Embed
                | Video
                | Audio
                | Applet
                | Frameset
                | Noframes
                | Frame
                | Map
                | Source
                | Meta
                | Link
                | Base
                | Col
                | Colgroup
                | AmpYoutube
                | AmpIframe
                | AmpVideo
                | AmpAd
                | Rp
        )
    }
}
