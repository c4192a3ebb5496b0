//! Figures and embeds.

use offprint_model::{Embed, EmbedKind, Figure, Image, Inline};

use crate::inlines;
use crate::writer::{Within, Writer};

impl Writer<'_> {
    pub(crate) fn figure(&mut self, figure: &Figure) {
        let tag = self.tag_of("figure", &figure.attributes);
        self.markup.open(tag);
        for image in &figure.images {
            self.markup.line();
            self.image(image);
        }
        if !figure.blocks.is_empty() {
            self.inner_blocks(&figure.blocks);
        }
        self.caption(&figure.caption, &figure.credit);
        self.markup.close("figure");
    }

    fn caption(&mut self, caption: &[Inline], credit: &[Inline]) {
        let (shows, credits) = (!inlines::is_blank(caption), !inlines::is_blank(credit));
        if !shows && !credits {
            return;
        }
        self.markup.line();
        self.markup.start("figcaption");
        if shows {
            self.inlines(caption);
        }
        if credits {
            if shows {
                self.markup.text(" ");
            }
            let tag = self.markup.tag("small").with("class", "credit");
            self.markup.open(tag);
            self.inlines(credit);
            self.markup.close("small");
        }
        self.markup.close("figcaption");
        self.markup.line();
    }

    /// What can't be embedded: its still picture, if the article carries one, and a link to it.
    pub(crate) fn embed(&mut self, embed: &Embed) {
        let tag = self.tag_of("figure", &embed.attributes).with("class", "embed");
        self.markup.open(tag);
        self.markup.line();
        if let Some(thumbnail) = embed.thumbnail.as_ref().filter(|image| self.is_shown(image)) {
            self.image(thumbnail);
            self.markup.line();
        }
        let kind = match embed.kind {
            EmbedKind::Video => Some(self.labels.video),
            EmbedKind::Audio => Some(self.labels.audio),
            EmbedKind::Post | EmbedKind::Frame => None,
        };
        let address = self.href(&embed.url);
        let name = embed.title.as_deref().or(embed.provider.as_deref());
        let words = match (kind, name) {
            (Some(kind), Some(name)) => format!("{kind}: {name}"),
            (Some(kind), None) => kind.to_owned(),
            (None, Some(name)) => name.to_owned(),
            (None, None) => address.as_deref().unwrap_or(self.labels.source).to_owned(),
        };
        self.markup.start("p");
        match address {
            Some(address) => {
                let tag = self.markup.tag("a").with("href", &address);
                self.markup.element(tag, "a", &words);
            }
            None => self.markup.text(&words),
        }
        if let (Some(_), Some(provider)) = (&embed.title, &embed.provider) {
            self.markup.text(&format!(" ({provider})"));
        }
        self.markup.close("p");
        self.inside(Within { nested: true, ..self.within }, |writer| writer.caption(&embed.caption, &[]));
        self.markup.close("figure");
    }

    fn is_shown(&self, image: &Image) -> bool {
        let find = |id: &String| self.article.resources.iter().find(|resource| &resource.id == id);
        image.resource.as_ref().and_then(find).is_some_and(|resource| (self.pictures)(resource).is_some())
    }
}
