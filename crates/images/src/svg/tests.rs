use super::*;

fn wrap(inner: &str) -> String {
    format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 90 60\">{inner}</svg>")
}

/// What is left of the inside of a drawing.
fn left(inner: &str) -> String {
    let out = String::from_utf8(sanitize_svg(wrap(inner).as_bytes()).unwrap().data).unwrap();
    assert_eq!(sanitize_svg(out.as_bytes()).unwrap().data, out.as_bytes(), "not the same again");
    let start = out.find('>').unwrap() + 1;
    out.get(start..).unwrap().trim_end_matches("</svg>").to_owned()
}

#[test]
fn drawings_pass_as_they_are() {
    for inner in [
        "<g id=\"a\"><path d=\"M0 0h9\" fill=\"url(#b)\"/></g><use xlink:href=\"#a\"/>",
        "<style>.a,.b&gt;path{fill:red;stroke:url(#g)}</style><path class=\"a\" d=\"M0 0\"/>",
        "<text x=\"1\" y=\"2\">Tea &amp; <tspan font-weight=\"bold\">cake</tspan></text>",
        "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient>",
    ] {
        assert_eq!(left(inner), inner);
    }
}

#[test]
fn what_runs_fetches_or_moves_goes() {
    let cases = [
        ("<script>alert(1)</script><path d=\"M0 0\"/>", "<path d=\"M0 0\"/>"),
        ("<path d=\"M0 0\" onclick=\"x\" ONLOAD=\"x\" data-x=\"1\"/>", "<path d=\"M0 0\"/>"),
        ("<a href=\"javascript:x\"><path d=\"M0 0\"/></a>", "<path d=\"M0 0\"/>"),
        ("<use href=\"https://example.org/x.svg#a\"/>", "<use/>"),
        ("<image href=\"https://example.org/x.png\"/>", ""),
        ("<image xlink:href=\"//example.org/x.png\"/>", ""),
        ("<image href=\"data:text/html;base64,PGI+\"/>", ""),
        (
            "<switch><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject><text>y</text></switch>",
            "<text>y</text>",
        ),
        (
            "<style>@import url(https://example.org); @font-face{src:url(x)} path{fill:red}</style>",
            "<style>path{fill:red}</style>",
        ),
        (
            "<style><![CDATA[path{fill:red;background:url(https://example.org)}]]></style>",
            "<style>path{fill:red}</style>",
        ),
        ("<style>path{fill:u\\72l(https://example.org)}</style>", ""),
        ("<style>@media print{path{fill:url(//e)}}</style>", ""),
        (
            "<path d=\"M0 0\" style=\"fill:url( https://example.org/x );stroke:red\"/>",
            "<path d=\"M0 0\" style=\"stroke:red\"/>",
        ),
        ("<path d=\"M0 0\" fill=\"url(x.svg#a)\"/>", "<path d=\"M0 0\"/>"),
        ("<path d=\"M0 0\" fill=\"URL(&#104;ttps://example.org)\"/>", "<path d=\"M0 0\"/>"),
        ("<path d=\"M0 0\" mask=\"image-set('https://example.org/a' 1x)\"/>", "<path d=\"M0 0\"/>"),
        (
            "<use href=\"#a\"><set attributeName=\"href\" to=\"javascript:x\"/><animate attributeName=\"href\" values=\"x\"/></use>",
            "<use xlink:href=\"#a\"/>",
        ),
        ("<x:path xmlns:x=\"http://example.org/other\" d=\"M0 0\"/>", ""),
        ("<feImage href=\"https://example.org\"/><metadata><x/></metadata>", ""),
        ("<g id=\"a\"/><g id=\"a\"/>", "<g id=\"a\"/><g/>"),
        ("<?xml-stylesheet href=\"x\"?><!-- secret --><path d=\"M0 0\"/>", "<path d=\"M0 0\"/>"),
        ("<path xml:base=\"https://example.org\" d=\"M0 0\"/>", "<path d=\"M0 0\"/>"),
        ("<style>a{fill:red}<script>x</script></style>", "<style>a{fill:red}</style>"),
    ];
    for (inner, expected) in cases {
        assert_eq!(left(inner), expected, "{inner}");
    }
}

#[test]
fn prefixes_and_document_types_are_read() {
    let svg = format!(
        "\u{feff}<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/x.dtd'>\
         <s:svg xmlns:s='{SVG}' width='2in' height='50mm'><s:path d='M0 0'/></s:svg>"
    );
    let drawing = sanitize_svg(svg.as_bytes()).unwrap();
    let out = String::from_utf8(drawing.data).unwrap();
    assert!(out.ends_with("<path d=\"M0 0\"/></svg>") && !out.contains("DOCTYPE"), "{out}");
    assert_eq!((drawing.width, drawing.height), (192, 189));
}

#[test]
fn what_is_no_drawing_or_a_trap_is_refused() {
    let broken = ["<svg/>", "", "<html/>", "<svg xmlns='http://www.w3.org/2000/svg'>", "plain"];
    for text in broken {
        assert_eq!(sanitize_svg(text.as_bytes()), Err(ImageError::Broken), "{text}");
    }
    assert_eq!(sanitize_svg(wrap("<g>").as_bytes()), Err(ImageError::Broken));
    assert_eq!(sanitize_svg(&[0xff, 0xfe, 0x3c]), Err(ImageError::Broken));
    assert_eq!(sanitize_svg(wrap("<text>&lol;</text>").as_bytes()), Err(ImageError::Unsafe));
    let deep = "<g>".repeat(200_000);
    assert!(sanitize_svg(wrap(&deep).as_bytes()).is_err());
}

#[test]
fn a_billion_laughs_are_refused() {
    let entities: String = (1..10)
        .map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)))
        .collect();
    let dtd = format!("<!DOCTYPE svg [<!ENTITY l0 \"lol\">{entities}]>{}", wrap("<text>&l9;</text>"));
    assert_eq!(sanitize_svg(dtd.as_bytes()), Err(ImageError::Unsafe));

    let uses = |name: &dyn Fn(usize) -> String, used: &dyn Fn(usize) -> String| -> String {
        (1..10).map(|level| format!("{}{}</g>", name(level), used(level - 1).repeat(10))).collect()
    };
    let by_use = uses(&|l| format!("<g id=\"l{l}\">"), &|l| format!("<use href=\"#l{l}\"/>"));
    let first = "<path id=\"l0\" d=\"M0 0\"/>";
    assert_eq!(sanitize_svg(wrap(&format!("{first}{by_use}")).as_bytes()), Err(ImageError::Unsafe));

    let patterns: String = (1..10)
        .map(|l| {
            format!("<pattern id=\"l{l}\">{}</pattern>", format!("<rect class=\"c{}\"/>", l - 1).repeat(10))
        })
        .collect();
    let rules: String = (1..10).map(|l| format!(".c{l}{{fill:url(#l{l})}}")).collect();
    let by_class = format!("{patterns}<style>{rules}</style><rect class=\"c9\"/>");
    assert_eq!(sanitize_svg(wrap(&by_class).as_bytes()), Err(ImageError::Unsafe));

    let own = "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>";
    assert_eq!(sanitize_svg(wrap(own).as_bytes()), Err(ImageError::Unsafe));
    // Many uses of one thing are a map.
    let map = format!("{first}{}", "<use href=\"#l0\"/>".repeat(2_000));
    assert!(sanitize_svg(wrap(&map).as_bytes()).is_ok());
}

#[test]
fn placeholders_are_told_from_drawings() {
    let shows = |inner: &str| sanitize_svg(wrap(inner).as_bytes()).unwrap().shows;
    assert!(!shows(""));
    assert!(!shows("<rect width=\"100%\" height=\"100%\" fill=\"#eee\"/>"));
    assert!(shows("<rect/><rect/><rect/>"));
    assert!(shows("<path d=\"M0 0\"/>"));
    assert!(shows("<text>y</text>"));
}

#[test]
fn pictures_within_drawings_are_known_by_their_bytes() {
    use base64::Engine as _;
    let encode = |data: &[u8]| base64::engine::general_purpose::STANDARD.encode(data);
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(4, 3).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = encode(&png.into_inner());
    // The word for the kind is wrong, the bytes are not.
    assert_eq!(
        left(&format!("<image href=\"data:image/jpeg;base64,{png}\" width=\"4\"/>")),
        format!("<image xlink:href=\"data:image/png;base64,{png}\" width=\"4\"/>")
    );
    let inner = encode(wrap("<script>1</script><path d=\"M0 0\"/>").as_bytes());
    let out = left(&format!("<image href=\"data:image/svg+xml;base64,{inner}\"/>"));
    let safe = encode(&sanitize_svg(wrap("<path d=\"M0 0\"/>").as_bytes()).unwrap().data);
    assert_eq!(out, format!("<image xlink:href=\"data:image/svg+xml;base64,{safe}\"/>"));
    let blur = format!(
        "<filter id=\"b\"><feGaussianBlur stdDeviation=\"9\"/></filter><image filter=\"url(#b)\" href=\"data:image/png;base64,{png}\"/>"
    );
    assert!(!sanitize_svg(wrap(&blur).as_bytes()).unwrap().shows);
}

/// Readers look for the end of what is open in what follows: nothing is written that is open.
#[test]
fn pieces_of_sheets_are_whole() {
    let cases = [
        (
            "<style>rect{font-family:\"}b\"{opacity:1}fill:url(https:evil.example#{opacity:1);stroke:red}</style>",
            "",
        ),
        ("<style>rect{fill:[}b]{opacity:1}path{fill:red}</style>", "<style>path{fill:red}</style>"),
        ("<style>a[b='}c{fill:red}</style>", ""),
        ("<style>a(b:url(x){fill:red}</style>", ""),
        (
            "<style>[a=\"b\"]:not(.c){fill:red;font-family:\"A B\",'C'}</style>",
            "<style>[a=&quot;b&quot;]:not(.c){fill:red;font-family:&quot;A B&quot;,'C'}</style>",
        ),
    ];
    for (inner, wanted) in cases {
        assert_eq!(left(inner), wanted, "{inner}");
    }
}

#[test]
fn functions_are_known_or_go() {
    for value in [
        "rgb(1 2 3)",
        "rotate(4) scale(.5)",
        "url(#a) red",
        "var(--x, rgba(0,0,0,.5))",
        "calc((1px + 2px)*2)",
    ] {
        let inner = format!("<path fill=\"{value}\"/>");
        assert_eq!(left(&inner), inner);
    }
    for value in
        ["fetch(a)", "progid:a.Loader(src='b')", "-webkit-image-set('a' 1x)", "paint(a)", "url(#a) url(b)"]
    {
        assert_eq!(left(&format!("<path fill=\"{value}\"/>")), "<path/>", "{value}");
    }
}

/// Each takes seconds where names are compared with all others.
#[test]
fn many_names_take_no_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert_eq!(left(&format!("<path{attributes}/>")), "<path/>");
    let rules: String = (0..100_000).map(|n| format!(".a{{fill:url(#x{n})}}")).collect();
    assert!(left(&format!("<style>{rules}</style><path class=\"a\"/>")).ends_with("<path class=\"a\"/>"));
    let spaces: String = (0..200).map(|n| format!(" xmlns:n{n}=\"u\"")).collect();
    let deep = format!("<g{spaces}>").repeat(4) + &"</g>".repeat(4);
    assert!(sanitize_svg(wrap(&deep).as_bytes()).is_err());
    assert_eq!(sanitize_svg(wrap("<path a=\"1\" a=\"2\"/>").as_bytes()), Err(ImageError::Broken));
}
