//! Pictures: which can be shown, and what becomes of each where it is placed.
//!
//! Before typesetting only heads are looked at. Afterwards it is known how large each picture stands, and one after
//! another is made ready and let go.

mod decode;
mod deflate;
mod profile;
mod raster;
mod samples;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use offprint_fonts::Fonts;
use offprint_images::{ImageAccount, ImageError, Kind, Lost, file_traits};
use offprint_model::{Deadline, Publication, Resource};
use offprint_typeset::{Area, Shape, Typeset};
use sha2::{Digest as _, Sha256};

use crate::PdfOptions;
use crate::content::picture_name;
use crate::drawing::{self, Form};
use profile::Profiles;

/// Pixels that are decoded for one publication, in pictures of the largest size: small files may claim to be large, and a
/// page may hold many of them. As many as for a book in EPUB (`offprint_images::Album`).
const MOST_DECODED: u64 = 24;
/// A byte of a drawing counts as so many pixels, and a drawing that is drawn as pixels as so many: they take as long.
const BYTE: u64 = 16;
const DRAWN: u64 = 16_000_000;

/// The pictures of a publication.
pub(crate) struct Pictures<'a> {
    publication: &'a Publication,
    /// Faces for texts in drawings.
    fonts: &'a Fonts,
    /// Whether they lose their colours.
    grey: bool,
    /// Pixels of the largest picture that is decoded.
    max_pixels: u64,
    /// When making them ready is given up.
    deadline: Deadline,
    asked: RefCell<Asked>,
}

/// What was asked of pictures, and answered.
#[derive(Default)]
struct Asked {
    /// By where their bytes stand in memory: the publication does not move meanwhile.
    known: BTreeMap<usize, Result<Way, ImageError>>,
    /// Those that can't be shown, by identifier.
    lost: BTreeMap<String, Lost>,
    decoded: u64,
    max_pixels: u64,
}

/// How a picture is shown.
enum Way {
    Pixels,
    /// As paths, which are made already.
    Paths(Form),
    /// A drawing as pixels, for it has what PDF has not.
    Drawn,
}

/// What became of the pictures of the pages.
pub(crate) struct Written {
    /// The object of each of [`Typeset::pictures`].
    objects: Vec<Option<ObjectId>>,
    /// Those of them that are not opaque.
    translucent: BTreeSet<usize>,
    pub(crate) account: ImageAccount,
}

/// Pictures of the same bytes, which are written once.
struct Same<'a> {
    resource: &'a Resource,
    /// The largest width and height in points, as the file lies.
    width: f32,
    height: f32,
    /// Their indices among those of the pages.
    indices: Vec<usize>,
}

impl<'a> Pictures<'a> {
    pub(crate) fn of(publication: &'a Publication, fonts: &'a Fonts, options: &PdfOptions) -> Self {
        let PdfOptions { grey, max_pixels, deadline, .. } = *options;
        let asked = Asked { max_pixels, ..Asked::default() };
        Self { publication, fonts, grey, max_pixels, deadline, asked: RefCell::new(asked) }
    }

    /// Whether a picture can be shown. One that is damaged, too large or of a kind that paper can't show is left out; the
    /// text then has its alternative.
    pub(crate) fn has(&self, resource: &Resource) -> bool {
        if self.deadline.is_over() {
            return false;
        }
        let mut asked = self.asked.borrow_mut();
        let place = resource.data.as_ptr().addr();
        let verdict = match asked.known.get(&place) {
            Some(way) => way.as_ref().map(|_| ()).map_err(|why| *why),
            None => {
                let way = asked.look(&resource.data, self.fonts, self.grey);
                let verdict = way.as_ref().map(|_| ()).map_err(|why| *why);
                asked.known.insert(place, way);
                verdict
            }
        };
        if let Err(why) = verdict {
            let (id, url) = (resource.id.clone(), resource.url.clone());
            asked.lost.entry(id.clone()).or_insert_with(|| Lost { id, url, why });
        }
        verdict.is_ok()
    }

    /// The picture of an article.
    fn resource(&self, article: usize, id: &str) -> Option<&'a Resource> {
        self.publication.articles.get(article)?.resources.iter().find(|resource| resource.id == id)
    }

    /// How each picture of the pages is to be turned where it is placed, as Exif numbers it.
    pub(crate) fn turns(&self, set: &Typeset) -> Vec<u8> {
        let turn = |article, id| self.resource(article, id).map_or(1, Resource::orientation);
        set.pictures.iter().map(|picture| turn(picture.article, &picture.resource)).collect()
    }

    /// Makes the pictures of the pages ready, one after another, and puts them into the document.
    pub(crate) fn write(self, document: &mut Document, set: &Typeset) -> Written {
        let mut written = Written {
            objects: vec![None; set.pictures.len()],
            translucent: BTreeSet::new(),
            account: ImageAccount::default(),
        };
        let profiles = RefCell::new(Profiles::default());
        for same in self.placed(set) {
            if self.deadline.is_over() {
                break;
            }
            let (object, is_opaque) = self.make(&same, document, &profiles, &mut written.account);
            for index in same.indices {
                if let Some(place) = written.objects.get_mut(index) {
                    *place = Some(object);
                }
                if !is_opaque {
                    written.translucent.insert(index);
                }
            }
        }
        written.account.lost = self.asked.into_inner().lost.into_values().collect();
        written
    }

    /// The object of a picture, and whether it is opaque.
    fn make(
        &self,
        same: &Same<'_>,
        document: &mut Document,
        profiles: &RefCell<Profiles>,
        account: &mut ImageAccount,
    ) -> (ObjectId, bool) {
        let data = same.resource.data.as_slice();
        let most = raster::most_pixels(same.width, same.height);
        let way = self.asked.borrow_mut().known.remove(&data.as_ptr().addr());
        let made = match way {
            Some(Ok(Way::Paths(form))) => {
                let is_opaque = !form.translucent;
                let within =
                    |data: &[u8], width: f32, height: f32, document: &mut Document| match raster::make(
                        data,
                        raster::most_pixels(width, height),
                        self.grey,
                        self.max_pixels,
                    ) {
                        Ok(made) => made.add_to(document, &mut profiles.borrow_mut()).0,
                        Err(_) => document.add_object(nothing()),
                    };
                let object = form.add_to(document, (same.width, same.height), &within);
                return (object.unwrap_or_else(|| document.add_object(nothing())), is_opaque);
            }
            Some(Ok(Way::Drawn)) => {
                let drawn = drawing::read(data, self.fonts).and_then(|tree| drawing::pixels(&tree, most));
                drawn.and_then(|image| raster::of_image(&image, self.grey))
            }
            _ => raster::make(data, most, self.grey, self.max_pixels),
        };
        match made {
            Ok(made) => {
                if made.lossy {
                    account.lossy.push(same.resource.id.clone());
                }
                if made.damaged {
                    account.damaged.push(same.resource.id.clone());
                }
                made.add_to(document, &mut profiles.borrow_mut())
            }
            Err(_) => {
                // Its head and its parts were whole, what they hold is not: a place is kept for it, and is empty.
                account.damaged.push(same.resource.id.clone());
                (document.add_object(nothing()), true)
            }
        }
    }

    /// The pictures that stand on pages, each with the largest size in which it does.
    fn placed(&self, set: &Typeset) -> Vec<Same<'a>> {
        let mut areas: BTreeMap<usize, Area> = BTreeMap::new();
        for item in set.pages.iter().flat_map(|page| &page.items) {
            if let Shape::Picture { picture, area } = &item.shape {
                let largest = areas.entry(*picture).or_insert(*area);
                if area.width > largest.width {
                    *largest = *area;
                }
            }
        }
        let mut all: Vec<Same<'a>> = Vec::new();
        let mut by_digest: BTreeMap<[u8; 32], usize> = BTreeMap::new();
        for (index, area) in areas {
            let found = set.pictures.get(index).and_then(|p| self.resource(p.article, &p.resource));
            let Some(resource) = found else { continue };
            let sideways = resource.orientation() >= 5;
            let (width, height) =
                if sideways { (area.height, area.width) } else { (area.width, area.height) };
            let digest = Sha256::digest(&resource.data).into();
            let place = *by_digest.entry(digest).or_insert(all.len());
            match all.get_mut(place) {
                Some(same) => {
                    same.width = same.width.max(width);
                    same.height = same.height.max(height);
                    same.indices.push(index);
                }
                None => all.push(Same { resource, width, height, indices: vec![index] }),
            }
        }
        all
    }
}

/// A picture that shows nothing.
fn nothing() -> Stream {
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 1.into(), 1.into()],
    };
    Stream::new(form, Vec::new())
}

/// Width and height of a picture that can be decoded.
pub(crate) fn size_within(kind: Kind, data: &[u8], max_pixels: u64) -> Option<(u32, u32)> {
    decode::size(kind, data, max_pixels).ok()
}

impl Asked {
    /// Whether and how a picture can be shown, by its head and its parts. What breaks off is decoded for it, and a drawing
    /// is read.
    fn look(&mut self, data: &[u8], fonts: &Fonts, grey: bool) -> Result<Way, ImageError> {
        let kind = Kind::of(data).ok_or(ImageError::UnknownKind)?;
        if kind == Kind::Svg {
            self.take(u64::try_from(data.len()).unwrap_or(u64::MAX).saturating_mul(BYTE))?;
            let tree = drawing::read(data, fonts)?;
            if let Ok(form) = drawing::form(&tree, grey) {
                return Ok(Way::Paths(form));
            }
            drawing::room(&tree)?;
            self.take(DRAWN)?;
            return Ok(Way::Drawn);
        }
        if kind.media_type().is_none() {
            return Err(ImageError::OtherKind(kind.name()));
        }
        let (width, height) = decode::size(kind, data, self.max_pixels)?;
        let traits = file_traits(data).ok_or(ImageError::Broken)?;
        let pixels = u64::from(width) * u64::from(height);
        if kind != Kind::Jpeg || traits.inks || !traits.whole {
            self.take(pixels)?;
        }
        if !traits.whole {
            self.take(pixels)?;
            if decode::decode(kind, data, self.max_pixels)?.damaged {
                return Err(ImageError::Broken);
            }
        }
        Ok(Way::Pixels)
    }

    /// Takes pixels from those that may be decoded.
    fn take(&mut self, pixels: u64) -> Result<(), ImageError> {
        self.decoded = self.decoded.saturating_add(pixels);
        if self.decoded > self.max_pixels.saturating_mul(MOST_DECODED) {
            Err(ImageError::TooLarge)
        } else {
            Ok(())
        }
    }
}

impl Written {
    /// Names the pictures among the resources of the pages on which they stand. A page with one that is not opaque says
    /// in which colours it is mixed (ISO 19005-2 §6.2.10).
    pub(crate) fn name_on(&self, document: &mut Document, set: &Typeset, pages: &[ObjectId], grey: bool) {
        for (page, id) in set.pages.iter().zip(pages) {
            let on_page: BTreeSet<usize> = page
                .items
                .iter()
                .filter_map(|item| match &item.shape {
                    Shape::Picture { picture, .. } => Some(*picture),
                    _ => None,
                })
                .collect();
            if on_page.is_empty() {
                continue;
            }
            let mut names = lopdf::Dictionary::new();
            for index in &on_page {
                if let Some(object) = self.objects.get(*index).copied().flatten() {
                    names.set(picture_name(*index), Object::Reference(object));
                }
            }
            let Ok(sheet) = document.get_dictionary_mut(*id) else { continue };
            if !on_page.is_disjoint(&self.translucent) {
                let space = if grey { "DeviceGray" } else { "DeviceRGB" };
                sheet.set("Group", dictionary! { "S" => "Transparency", "CS" => space });
            }
            match sheet.get(b"Resources").and_then(Object::as_reference) {
                Ok(resources) => {
                    if let Ok(resources) = document.get_dictionary_mut(resources) {
                        resources.set("XObject", names);
                    }
                }
                Err(_) => {
                    if let Ok(resources) = sheet.get_mut(b"Resources").and_then(Object::as_dict_mut) {
                        resources.set("XObject", names);
                    }
                }
            }
        }
    }
}
