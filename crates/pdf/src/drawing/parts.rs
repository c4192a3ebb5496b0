//! The objects of a drawing before there is a document to put them into.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Puts a picture into a document that is shown in so many points.
pub(crate) type MakePicture<'a> = dyn Fn(&[u8], f32, f32, &mut Document) -> ObjectId + 'a;

/// A form XObject and what it refers to.
#[derive(Debug)]
pub(crate) struct Form {
    pub(super) parts: Vec<Part>,
    /// Whether something in it is not opaque, or is mixed with what lies below.
    pub(crate) translucent: bool,
    /// Width and height in units of the form.
    pub(super) size: (f32, f32),
}

/// An object of a drawing. References among them are numbers from 1, in the order in which they stand.
#[derive(Debug)]
pub(super) enum Part {
    Object(Object),
    /// A picture, and the largest size in units of the form that it is shown in.
    Picture {
        data: Arc<Vec<u8>>,
        width: f32,
        height: f32,
    },
}

impl Form {
    /// Puts the drawing into a document; gives its own object, the last.
    pub(crate) fn add_to(
        self,
        document: &mut Document,
        points: (f32, f32),
        picture: &MakePicture<'_>,
    ) -> Option<ObjectId> {
        let scale = (points.0 / self.size.0, points.1 / self.size.1);
        let ids: Vec<ObjectId> = self.parts.iter().map(|_| document.new_object_id()).collect();
        for (part, id) in self.parts.into_iter().zip(&ids) {
            match part {
                Part::Object(mut object) => {
                    point(&mut object, &ids);
                    document.set_object(*id, object);
                }
                Part::Picture { data, width, height } => {
                    let own = picture(&data, width * scale.0, height * scale.1, document);
                    if let Some(object) = document.objects.remove(&own) {
                        document.set_object(*id, object);
                    }
                }
            }
        }
        ids.last().copied()
    }
}

/// Turns numbers of parts into those of the document. Objects nest no deeper than this crate makes them.
fn point(object: &mut Object, ids: &[ObjectId]) {
    match object {
        Object::Reference(id) => {
            let place = (id.0 as usize).checked_sub(1).and_then(|place| ids.get(place));
            if let Some(found) = place {
                *id = *found;
            }
        }
        Object::Array(items) => items.iter_mut().for_each(|item| point(item, ids)),
        Object::Dictionary(dictionary) => point_all(dictionary, ids),
        Object::Stream(stream) => point_all(&mut stream.dict, ids),
        _ => {}
    }
}

fn point_all(dictionary: &mut Dictionary, ids: &[ObjectId]) {
    dictionary.iter_mut().for_each(|(_, value)| point(value, ids));
}
