//! Evidence: the signs by which a pass decides, added up, and the words for them that `explain` prints.

/// Signs for and against, with their weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Evidence {
    weight: f32,
    signs: Vec<&'static str>,
}

impl Evidence {
    /// Adds a sign that speaks for it, where it is there.
    pub(crate) fn sign(mut self, name: &'static str, is_there: bool, weight: f32) -> Self {
        if is_there {
            self.weight += weight;
            self.signs.push(name);
        }
        self
    }

    /// Adds a sign that speaks against it, where it is there.
    pub(crate) fn against(mut self, _name: &'static str, is_there: bool, weight: f32) -> Self {
        if is_there {
            self.weight -= weight;
        }
        self
    }

    /// What the signs add up to.
    pub(crate) const fn weight(&self) -> f32 {
        self.weight
    }

    /// How sure a pass is whose signs must reach `enough`: 0.6 there, near 1 at twice that.
    pub(crate) fn confidence(&self, enough: f32) -> f32 {
        (0.6 + 0.35 * (self.weight - enough) / enough).clamp(0.0, 0.99)
    }

    /// The signs for it, as a phrase.
    pub(crate) fn reason(&self) -> String {
        self.signs.join("; ")
    }
}
