pub fn warc() {}
pub struct WarcOptions;
