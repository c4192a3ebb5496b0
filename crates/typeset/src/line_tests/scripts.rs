//! Where lines break in scripts that set no spaces, and where they may not.

use offprint_fonts::Fonts;

use super::{Bench, rich, wish};
use crate::breaks::{Break, breaks};

/// The pieces between places where a line may end.
fn pieces(text: &str, language: &str) -> Vec<String> {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let rich = rich(text, language, 11.0);
    let mut shaped = bench.shape(&rich);
    let breaks = breaks(&rich, &mut shaped);
    let mut out = vec![String::new()];
    for (index, after) in breaks.iter().enumerate() {
        out.last_mut().unwrap().push_str(&text[shaped.text(index)]);
        if *after != Break::No {
            out.push(String::new());
        }
    }
    out.retain(|piece| !piece.is_empty());
    out
}

#[test]
fn thai_lao_khmer_and_burmese_break_between_words() {
    // Words of everyday speech; compounds are kept or parted as the model has it, Burmese at times between syllables, where
    // it may break too.
    let texts: [(&str, &[&str]); 4] = [
        ("th", &["เรือ", "ออก", "จาก", "ท่า", "เรือ", "ใน", "ตอน", "เช้า"]),
        ("lo", &["ພາສາ", "ລາວ", "ເປັນ", "ພາສາ", "ທາງ", "ການ"]),
        ("km", &["ភាសាខ្មែរ", "គឺជា", "ភាសា"]),
        ("my", &["မြန်", "မာ", "ဘာသာ", "စကား"]),
    ];
    for (language, words) in texts {
        assert_eq!(pieces(&words.concat(), language), words, "{language}");
    }
}

#[test]
fn lines_of_japanese_and_chinese_keep_the_prohibitions() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let japanese = "港では朝の四時から「もう着いたか」と声がする。船長（六十八歳）は、ちょっと笑って、コーヒーを飲む。\
        「待っていても、来ないものは来ないよ」。そう言って、キャビンへ戻っていった……。";
    let chinese = "港口的清晨四点就有人问：“船到了吗？”船长（六十八岁）笑了笑，喝一口咖啡，说道：「等也没有用，该来的总会来。」\
        然后他回到船舱里去了，再也没有说话；只有海鸥还在叫……";
    for (language, text) in [("ja", japanese), ("zh", chinese)] {
        let mut ends = 0;
        for tenths in 30..240 {
            let rich = rich(text, language, 11.0);
            let mut shaped = bench.shape(&rich);
            let lines = bench.lines(&rich, &mut shaped, wish(tenths as f32, 11.0));
            for line in &lines {
                let line = &text[shaped.start(line.atoms.start)..shaped.start(line.atoms.end)];
                let (first, last) = (line.chars().next().unwrap(), line.chars().last().unwrap());
                assert!(!"、。」）”？！：；，っょャー…".contains(first), "{tenths}: {line}");
                assert!(!"「（“".contains(last), "{tenths}: {line}");
                ends += 1;
            }
        }
        assert!(ends > 1000, "{ends}");
    }
}

#[test]
fn spaces_of_no_break_and_joiners_hold() {
    assert_eq!(pieces("12\u{a0}000 km", "fr"), ["12\u{a0}000 ", "km"]);
    assert_eq!(pieces("a\u{2060}-\u{2060}b c", "en"), ["a\u{2060}-\u{2060}b ", "c"]);
    assert_eq!(pieces("long\u{200b}word", "en"), ["long\u{200b}", "word"]);
    assert_eq!(pieces("well-known", "en"), ["well-", "known"]);
}

#[test]
fn full_width_signs_share_their_blank_halves() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    // No embedded face has ideographs: the boxes that stand for them are made as wide as these are.
    let mut widths = |text: &str, language: &str| -> Vec<f32> {
        let rich = rich(text, language, 10.0);
        let mut shaped = bench.shape(&rich);
        shaped.atoms.iter_mut().for_each(|atom| atom.width = 10.0);
        crate::full_width::close_up(&rich, &mut shaped);
        shaped.atoms.iter().map(|atom| atom.width).collect()
    };
    assert_eq!(widths("か」「ま。』と", "ja"), [10.0, 5.0, 10.0, 10.0, 5.0, 10.0, 10.0]);
    assert_eq!(widths("（「港", "ja"), [5.0, 10.0, 10.0]);
    assert_eq!(widths("」，我", "zh-Hans"), [5.0, 10.0, 10.0]);
    assert_eq!(widths("」，我", "zh-Hant"), [10.0, 10.0, 10.0]);
}
