use offprint_ledger::Ledger;
use offprint_report::{Fixity, fixity};

use crate::sample::{sample, written};

#[test]
fn whole_outputs_are_whole() {
    let sample = sample();
    let mut counts = Fixity::default();
    let text = written(|out| counts = fixity(&sample.ledger, &sample.out(), out).unwrap());
    assert_eq!(text, "77 whole, 0 missing, 0 changed, 0 extra\n");
    assert!(counts.is_whole());
}

#[test]
fn what_is_missing_changed_or_extra_is_told() {
    let sample = sample();
    let out = sample.out();
    std::fs::remove_file(out.join("saved-0.txt")).unwrap();
    std::fs::write(out.join("saved-1.txt"), "Saved").unwrap();
    std::fs::write(out.join("saved-2.txt"), "saved and more").unwrap();
    std::fs::write(out.join("extra\nfile"), "").unwrap();
    std::fs::create_dir(out.join("sub")).unwrap();
    std::fs::write(out.join("sub/x.txt"), "").unwrap();
    let lines = std::fs::read_to_string(out.join("articles.jsonl")).unwrap();
    std::fs::write(out.join("articles.jsonl"), lines.replace("line 3\"", "line X\"") + "more").unwrap();
    let mut counts = Fixity::default();
    let text = written(|to| counts = fixity(&sample.ledger, &out, to).unwrap());
    assert_eq!(counts, Fixity { whole: 73, missing: 1, changed: 3, extra: 3 });
    for line in [
        "missing\tsaved-0.txt\t\n",
        "changed\tsaved-1.txt\tits SHA-256 is ",
        "changed\tsaved-2.txt\tit has 14 bytes, and the ledger has 5\n",
        "changed\tarticles.jsonl @54\t",
        "extra\tarticles.jsonl\t4 bytes behind the last line\n",
        "extra\textra file\t\n",
        "extra\tsub/x.txt\t\n",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn a_ledger_among_the_outputs_is_not_extra() {
    let sample = sample();
    let out = sample.out();
    let ledger = Ledger::read(sample.ledger.path()).unwrap();
    let text = written(|to| {
        fixity(&ledger, sample.folder.path(), to).unwrap();
    });
    assert!(!text.contains("run.ledger"), "{text}");
    // From here the outputs stand a folder deeper.
    assert!(text.contains("extra\tout/saved-0.txt"), "{text}");
    assert!(out.exists());
}
