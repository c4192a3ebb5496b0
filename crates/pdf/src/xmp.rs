//! The metadata of the document: XMP (ISO 16684-1), and the old information dictionary that must agree with it.

use lopdf::{Dictionary, Object, dictionary};
use offprint_model::{Metadata, PartialDate, Publication, Role, is_xml_char, publication_urn};

use crate::provenance;
use crate::string::text;

/// What both forms say.
pub(crate) struct Facts {
    title: String,
    authors: Vec<String>,
    dek: Option<String>,
    tags: Vec<String>,
    language: Option<String>,
    publisher: Option<String>,
    source: Option<String>,
    rights: Option<String>,
    /// When the article was published, as far as it is known.
    published: Option<PartialDate>,
    /// The same for the same articles, in whatever format.
    identifier: String,
    /// What the articles were made from, in XMP.
    provenance: String,
    /// `2014-07-15T00:00:00Z` and `D:20140715000000Z`.
    date: (String, String),
    producer: String,
}

impl Facts {
    /// `date` is when the document counts as made: the clock is not asked.
    pub(crate) fn of(publication: &Publication, untitled: &str, date: Option<PartialDate>) -> Self {
        let metadata: &Metadata = &publication.metadata;
        let credited = |role: Role| metadata.authors.iter().filter(move |p| p.role == role);
        let clean = |text: &str| text.chars().filter(|c| is_xml_char(*c)).collect::<String>();
        Self {
            title: clean(metadata.title.as_deref().unwrap_or(untitled)),
            authors: credited(Role::Author).map(|p| clean(&p.name)).collect(),
            dek: metadata.dek.as_deref().or(metadata.description.as_deref()).map(clean),
            tags: metadata.tags.iter().map(|tag| clean(tag)).collect(),
            language: metadata.language.as_ref().map(ToString::to_string),
            publisher: metadata.site.as_deref().map(clean),
            source: metadata.url.as_deref().map(clean),
            rights: metadata.licence.as_deref().map(clean),
            published: metadata.published,
            identifier: publication_urn(publication),
            provenance: provenance::statement(publication),
            date: stamps(date),
            producer: concat!("offprint ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// The document's title.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// The information dictionary (ISO 32000-1 §14.3.3).
    pub(crate) fn information(&self) -> Dictionary {
        let mut information = dictionary! {
            "Title" => text(&self.title),
            "Creator" => text(&self.producer),
            "Producer" => text(&self.producer),
            "CreationDate" => Object::string_literal(self.date.1.as_str()),
            "ModDate" => Object::string_literal(self.date.1.as_str()),
        };
        if !self.authors.is_empty() {
            // Several authors in one entry, for readers that show no XMP, where each has an entry of its own. PDF/A-1 wanted
            // both to be equal (ISO 19005-1 §6.7.3); PDF/A-2 does not ask for it (ISO 19005-2 §6.6.3).
            information.set("Author", text(&self.authors.join("; ")));
        }
        if let Some(dek) = &self.dek {
            information.set("Subject", text(dek));
        }
        if !self.tags.is_empty() {
            information.set("Keywords", text(&self.tags.join(", ")));
        }
        information
    }

    /// The XMP packet, with the claims to PDF/A (its `part`, level A) and PDF/UA-1. `instance` names these very bytes.
    pub(crate) fn packet(&self, part: u8, instance: &str) -> String {
        let mut out = String::from(HEAD);
        let alt = |name: &str, value: &str| {
            format!(
                "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{name}>",
                escaped(value)
            )
        };
        let items = |kind: &str, name: &str, values: &[String]| {
            let items: String = values.iter().map(|v| format!("<rdf:li>{}</rdf:li>", escaped(v))).collect();
            format!("<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>")
        };
        out.push_str(&alt("dc:title", &self.title));
        if !self.authors.is_empty() {
            out.push_str(&items("Seq", "dc:creator", &self.authors));
        }
        if let Some(dek) = &self.dek {
            out.push_str(&alt("dc:description", dek));
        }
        if !self.tags.is_empty() {
            out.push_str(&items("Bag", "dc:subject", &self.tags));
            out.push_str(&format!("<pdf:Keywords>{}</pdf:Keywords>", escaped(&self.tags.join(", "))));
        }
        if let Some(language) = &self.language {
            out.push_str(&items("Bag", "dc:language", std::slice::from_ref(language)));
        }
        if let Some(publisher) = &self.publisher {
            out.push_str(&items("Bag", "dc:publisher", std::slice::from_ref(publisher)));
        }
        if let Some(source) = &self.source {
            out.push_str(&format!("<dc:source>{}</dc:source>", escaped(source)));
        }
        if let Some(rights) = &self.rights {
            out.push_str(&alt("dc:rights", rights));
        }
        if let Some(published) = self.published {
            out.push_str(&items("Seq", "dc:date", &[published.to_string()]));
        }
        let (date, producer, identifier) = (&self.date.0, escaped(&self.producer), &self.identifier);
        out.push_str(&format!(
            "<dc:identifier>{identifier}</dc:identifier><dc:format>application/pdf</dc:format>\
             <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
             <xmp:MetadataDate>{date}</xmp:MetadataDate>\
             <xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>\
             <xmpMM:DocumentID>{identifier}</xmpMM:DocumentID><xmpMM:InstanceID>{instance}</xmpMM:InstanceID>\
             <pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\
             <pdfuaid:part>1</pdfuaid:part>"
        ));
        out.push_str(&self.provenance);
        out.push_str("<pdfaExtension:schemas><rdf:Bag>");
        out.push_str(UA_SCHEMA);
        out.push_str(provenance::SCHEMA);
        out.push_str(
            "</rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>",
        );
        out
    }
}

const HEAD: &str = concat!(
    "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" ",
    "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" ",
    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" ",
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" ",
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" ",
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\" ",
    "xmlns:pdfaType=\"http://www.aiim.org/pdfa/ns/type#\" xmlns:pdfaField=\"http://www.aiim.org/pdfa/ns/field#\" ",
    "xmlns:op=\"",
    crate::provenance::namespace!(),
    "\">"
);

/// PDF/A wants every schema described that it does not know, and PDF/UA's is one (ISO 19005-2 §6.6.2.3).
const UA_SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A date as PDF writes it (ISO 32000-1 §7.9.4).
pub(crate) fn pdf_date(date: Option<PartialDate>) -> String {
    stamps(date).1
}

/// A date in the forms of XMP and of PDF; what is not known of it is the first month, day, hour.
fn stamps(date: Option<PartialDate>) -> (String, String) {
    let (year, month, day) =
        date.map_or((1980, 1, 1), |d| (d.year(), d.month().unwrap_or(1), d.day().unwrap_or(1)));
    let time = date.and_then(PartialDate::time);
    let (hour, minute, second) = time.map_or((0, 0, 0), |t| (t.hour, t.minute, t.second.unwrap_or(0)));
    let offset = date.and_then(PartialDate::offset_minutes).unwrap_or(0);
    let (sign, ahead) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    let (xmp, pdf) = if offset == 0 {
        ("Z".to_owned(), "Z".to_owned())
    } else {
        let (hours, minutes) = (ahead / 60, ahead % 60);
        (format!("{sign}{hours:02}:{minutes:02}"), format!("{sign}{hours:02}'{minutes:02}'"))
    };
    (
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{xmp}"),
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}{pdf}"),
    )
}
