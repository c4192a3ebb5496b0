//! Pictures and drawings: taken in, made ready, and put into a PDF.

use std::io;

use offprint::model::{Block, Figure, Image, MediaType, Resource};
use offprint::{Article, Format, ImageLimits, Publication};
use offprint_images::{prepare, take_in};

use super::emit::writing;

const PIXELS: u64 = 1_000_000;

/// Any bytes as a picture.
pub(crate) fn run(data: &[u8]) {
    let of = |media_type: MediaType, data: Vec<u8>| Resource {
        id: "r1".into(),
        media_type,
        url: None,
        width: 30,
        height: 20,
        data,
    };
    let mut kinds = vec![MediaType::Png, MediaType::Svg];
    let mut all = vec![data.to_vec()];
    if let Ok(taken) = take_in(data, PIXELS) {
        kinds = vec![taken.media_type];
        // What was taken in is taken in again, and is a picture that EPUB and HTML can carry.
        let again = take_in(&taken.data, PIXELS);
        assert!(again.is_ok_and(|again| again.media_type == taken.media_type));
        all.push(taken.data);
    }
    let limits = ImageLimits { max_side: 100, max_bytes: 20_000, max_pixels: PIXELS, webp: false };
    for (media_type, data) in kinds.into_iter().zip(all) {
        let resource = of(media_type, data);
        let _ = prepare(&resource, &limits);
        let image = Image { resource: Some("r1".into()), ..Image::default() };
        let body = vec![Block::Figure(Figure { images: vec![image], ..Figure::default() })];
        let article = Article { body, resources: vec![resource], ..Article::default() };
        if let Err(error) = offprint::write(&Publication::of(article), Format::Pdf, &writing(), io::sink()) {
            panic!("{error}");
        }
    }
}
