pub fn premis() {}
pub struct PremisOptions;
