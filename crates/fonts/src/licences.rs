//! Under which licences the embedded faces come.

/// A family of faces and its licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontLicence {
    /// The family.
    pub family: &'static str,
    /// Who holds the rights.
    pub copyright: &'static str,
    /// The licence's SPDX identifier or, where it has none, its name.
    pub licence: &'static str,
    /// Where its text is.
    pub url: &'static str,
}

/// The licences of the embedded faces. Both allow embedding in documents without conditions on the document.
pub const LICENCES: [FontLicence; 2] = [
    FontLicence {
        family: "Libertinus Serif",
        copyright: "© 2012–2024 The Libertinus Project Authors, with Reserved Font Name “Linux Libertine”, “Biolinum”, “STIX Fonts”",
        licence: "OFL-1.1",
        url: "https://openfontlicense.org",
    },
    FontLicence {
        family: "DejaVu Sans Mono",
        copyright: "© 2003 Bitstream, Inc.; © 2006 Tavmjong Bah; DejaVu changes are in the public domain",
        licence: "Bitstream-Vera",
        url: "https://dejavu-fonts.github.io/License.html",
    },
];
