//! The axes of section 2.2: from a node to those in one direction of it, in the axis's own order.

use super::ast::{Axis, Test};
use super::evaluate::{Budget, Spent};
use super::value::{Node, attributes};
use crate::page::Page;
use crate::tag::Tag;

/// The nodes on an axis that pass a test, nearest first.
pub(super) fn nodes(
    page: &Page,
    from: Node,
    axis: Axis,
    test: &Test,
    budget: &Budget,
) -> Result<Vec<Node>, Spent> {
    let mut found = Vec::new();
    let mut offer = |row: usize| -> Result<(), Spent> {
        budget.spend(1)?;
        if passes(page, row, test) {
            found.push(Node::of_row(row));
        }
        Ok(())
    };
    let row = from.row;
    if from.is_attribute() {
        // An attribute has its element as parent, and neither children nor siblings.
        match axis {
            Axis::Parent => offer(row)?,
            Axis::Ancestor | Axis::AncestorOrSelf => {
                offer(row)?;
                page.ancestors(row).try_for_each(offer)?;
                if axis == Axis::AncestorOrSelf && passes_as_attribute(page, from, test) {
                    found.insert(0, from);
                }
            }
            Axis::Itself | Axis::DescendantOrSelf if passes_as_attribute(page, from, test) => {
                found.push(from)
            }
            Axis::Following => (row + 1..page.len()).try_for_each(offer)?,
            _ => {}
        }
        return Ok(found);
    }
    let is_root = page.row(row).parent == row;
    match axis {
        Axis::Itself => offer(row)?,
        Axis::Child => page.children(row).try_for_each(offer)?,
        Axis::Descendant => page.subtree(row).skip(1).try_for_each(offer)?,
        Axis::DescendantOrSelf => page.subtree(row).try_for_each(offer)?,
        Axis::Parent if is_root => {}
        Axis::Parent => offer(page.row(row).parent)?,
        Axis::Ancestor => page.ancestors(row).try_for_each(offer)?,
        Axis::AncestorOrSelf => std::iter::once(row).chain(page.ancestors(row)).try_for_each(offer)?,
        Axis::FollowingSibling | Axis::PrecedingSibling if is_root => {}
        Axis::FollowingSibling => {
            // The sibling after a row begins where the row ends, as long as that is within the parent.
            let end = page.row(page.row(row).parent).end;
            let mut at = page.row(row).end;
            while at < end {
                offer(at)?;
                at = page.row(at).end;
            }
        }
        Axis::PrecedingSibling => {
            let mut before: Vec<usize> = Vec::new();
            for sibling in page.children(page.row(row).parent).take_while(|sibling| *sibling < row) {
                budget.spend(1)?;
                before.push(sibling);
            }
            before.into_iter().rev().try_for_each(offer)?;
        }
        Axis::Following => (page.row(row).end..page.len()).try_for_each(offer)?,
        Axis::Preceding => {
            // Of the rows before it, those that end before it: the others are around it.
            (0..row).rev().filter(|before| page.row(*before).end <= row).try_for_each(offer)?;
        }
        Axis::Attribute => {
            for (number, (name, _)) in attributes(page, row).into_iter().flatten().enumerate() {
                budget.spend(1)?;
                if passes_by_name(name, test) {
                    found.push(Node::of_attribute(row, number));
                }
            }
        }
        Axis::Namespace => {}
    }
    Ok(found)
}

fn passes(page: &Page, row: usize, test: &Test) -> bool {
    let is_text = page.tag(row) == Tag::Text;
    let is_element = !is_text && page.row(row).parent != row;
    match test {
        Test::Node => true,
        Test::Text => is_text,
        Test::Any => is_element,
        Test::Name(name) => is_element && page.name(row).eq_ignore_ascii_case(name),
        Test::Nothing => false,
    }
}

fn passes_as_attribute(page: &Page, node: Node, test: &Test) -> bool {
    // On every axis but its own, a name or * is one of elements.
    *test == Test::Node && !node.name(page).is_empty()
}

fn passes_by_name(own: &str, test: &Test) -> bool {
    match test {
        Test::Node | Test::Any => true,
        Test::Name(name) => own.eq_ignore_ascii_case(name),
        Test::Text | Test::Nothing => false,
    }
}
