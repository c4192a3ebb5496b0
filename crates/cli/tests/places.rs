//! Where output goes: nothing that is another's is overwritten, nothing is left behind.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use assert_cmd::Command;

const WORDS: &str = "We left the house at six, took the early train along the river, and were back before anybody noticed that the dog was gone.";

fn offprint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    command.env_remove("SOURCE_DATE_EPOCH");
    command
}

fn page(path: &Path, word: &str) {
    let page =
        format!("<title>Weekly</title><article><h1>Weekly</h1><p>{word} {WORDS}</p><p>{WORDS}</p></article>");
    std::fs::write(path, page).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_second_run_into_a_folder_overwrites_no_other_article() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let convert = |name: &str, flags: &[&str]| {
        let mut command = offprint();
        command.arg("convert").arg(folder.path().join(name)).args(["--to", "txt", "--to", "md"]).args(flags);
        let assert = command.arg("-o").arg(format!("{}/", out.display())).assert().success();
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    page(&folder.path().join("a.html"), "First.");
    page(&folder.path().join("b.html"), "Second.");
    assert_eq!(convert("a.html", &[]), "");
    let said = convert("b.html", &[]);
    assert!(said.contains("weekly-2.txt") && said.contains("--overwrite"), "{said}");
    let all = ["weekly-2.md", "weekly-2.txt", "weekly.md", "weekly.txt"];
    assert_eq!(names(&out), all);
    assert!(std::fs::read_to_string(out.join("weekly.txt")).unwrap().contains("First."));
    // The same input again gives the same bytes: no copies pile up.
    convert("a.html", &[]);
    convert("b.html", &[]);
    assert_eq!(names(&out), all);
    convert("b.html", &["--overwrite"]);
    assert!(std::fs::read_to_string(out.join("weekly.txt")).unwrap().contains("Second."));
    assert_eq!(names(&out), all);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_the_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("self.html");
    page(&input, "One.");
    let before = std::fs::read(&input).unwrap();
    std::os::unix::fs::symlink(&input, folder.path().join("link.html")).unwrap();
    std::fs::hard_link(&input, folder.path().join("hard.html")).unwrap();
    for output in ["self.html", "link.html", "hard.html", "../self.html"] {
        let output = folder.path().join(output.replace("../", "./"));
        let assert = offprint().arg("convert").arg(&input).arg("-o").arg(output).assert().code(2);
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(said.contains("is the input"), "{said}");
    }
    assert_eq!(std::fs::read(&input).unwrap(), before);
    // Nor does --overwrite into the input's own folder.
    let own = folder.path().join("weekly.html");
    page(&own, "One.");
    offprint()
        .args(["convert", "--overwrite", "--to", "html"])
        .arg(&own)
        .arg("-o")
        .arg(folder.path())
        .assert()
        .success();
    assert_eq!(std::fs::read(&own).unwrap(), before);
    assert!(folder.path().join("weekly-2.html").is_file());
}

#[cfg(unix)]
#[test]
fn special_files_links_and_permissions_stay_as_they_are() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("page.html");
    page(&input, "One.");
    let convert = |output: &Path| {
        offprint().arg("convert").arg(&input).args(["--to", "txt", "-o"]).arg(output).assert().success()
    };
    convert(Path::new("/dev/null"));
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let said = convert(Path::new("/dev/stdout"));
    assert!(String::from_utf8_lossy(&said.get_output().stdout).contains("early train"));
    let other = folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    let (real, link) = (other.join("real.txt"), folder.path().join("link.txt"));
    std::os::unix::fs::symlink("other/real.txt", &link).unwrap();
    convert(&link);
    assert!(link.symlink_metadata().unwrap().is_symlink() && real.is_file());
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    convert(&link);
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 077 && \"$0\" convert \"$1\" -o \"$2\""]).arg(env!("CARGO_BIN_EXE_offprint"));
    let secret = folder.path().join("secret.txt");
    shell.arg(&input).arg(&secret).assert().success();
    assert_eq!(std::fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_cannot_be_written_whole_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("page.html");
    page(&input, "One.");
    let assert = offprint()
        .arg("convert")
        .arg(&input)
        .arg("-o")
        .arg(folder.path().join("good.txt"))
        .arg("-o")
        .arg(folder.path().join("missing/x.txt"))
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("x.txt") && !said.contains(".offprint-"), "{said}");
    offprint()
        .args(["convert", "not-there.html", "--to", "txt", "-o"])
        .arg(format!("{}/", folder.path().join("new/deep").display()))
        .assert()
        .code(1);
    assert_eq!(names(folder.path()), ["page.html"]);
}
