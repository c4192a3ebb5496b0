//! Writes HTML from the JSON form of the model: `page IN.json > OUT.html`.

use std::error::Error;

use offprint_html::{HtmlOptions, write_html};

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("usage: page IN.json > OUT.html")?;
    let publication = serde_json::from_slice(&std::fs::read(name)?)?;
    print!("{}", write_html(&publication, &HtmlOptions::default()).html);
    Ok(())
}
