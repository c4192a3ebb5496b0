//! `offprint licences`.

/// The texts that copies of the embedded faces must carry.
const TEXTS: [&str; 2] = [
    include_str!("../../fonts/licences/OFL-1.1.txt"),
    include_str!("../../fonts/licences/Bitstream-Vera.txt"),
];

/// The program's licence and those of the embedded typefaces.
pub(crate) fn text() -> String {
    let mut out =
        format!("offprint {}: MIT OR Apache-2.0\n\nEmbedded typefaces:\n", env!("CARGO_PKG_VERSION"));
    for font in offprint::FONT_LICENCES {
        out.push_str(&format!("{}: {}\n  {}\n  {}\n", font.family, font.licence, font.copyright, font.url));
    }
    out.push_str(
        "\nThe colour profile in PDFs (sRGB v4, Compact ICC Profiles) is in the public domain (CC0-1.0).\n",
    );
    for text in TEXTS {
        out.push_str("\n----\n\n");
        out.push_str(text);
    }
    out
}
