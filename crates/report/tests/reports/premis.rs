use offprint_report::{PremisOptions, premis};
use serde_json::Value;

use crate::sample::{Sample, sample, written};

fn lines(sample: &Sample, options: &PremisOptions<'_>) -> Vec<Value> {
    let text = written(|out| premis(&sample.ledger, options, out).unwrap());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_output_is_an_object_that_an_event_made() {
    let sample = sample();
    let lines = lines(&sample, &PremisOptions::default());
    assert_eq!(lines.len(), 1 + 2 * (24 * 3 + 5));
    assert_eq!(lines[0]["agent"]["agentType"], "software");
    let (object, event) = (&lines[1]["object"], &lines[2]["event"]);
    assert_eq!(object["objectCategory"], "file");
    let characteristics = &object["objectCharacteristics"][0];
    assert_eq!(characteristics["size"], 3);
    assert_eq!(characteristics["fixity"][0]["messageDigestAlgorithm"], "SHA-256");
    assert_eq!(characteristics["format"][0]["formatRegistry"]["formatRegistryKey"], "fmt/483");
    let made_by = &object["relationship"][0]["relatedEventIdentifier"][0]["relatedEventIdentifierValue"];
    assert_eq!(*made_by, event["eventIdentifier"]["eventIdentifierValue"]);
    assert_eq!(event["eventType"], "normalization");
    assert_eq!(event["eventDateTime"], "2026-03-01T10:00:00Z");
    assert_eq!(event["eventOutcomeInformation"][0]["eventOutcome"], "success");
    let linked = &event["linkingObjectIdentifier"];
    assert_eq!(linked[0]["linkingObjectIdentifierValue"], "urn:uuid:00000000-0000-4000-8000-000000000000");
    assert_eq!(
        linked[1]["linkingObjectIdentifierValue"],
        object["objectIdentifier"][0]["objectIdentifierValue"]
    );
    let agent = &lines[0]["agent"]["agentIdentifier"][0]["agentIdentifierValue"];
    assert_eq!(event["linkingAgentIdentifier"][0]["linkingAgentIdentifierValue"], *agent);
    assert_eq!(lines[3]["object"]["objectCategory"], "bitstream");
}

#[test]
fn outputs_are_checked_when_asked() {
    let sample = sample();
    let out = sample.out();
    std::fs::write(out.join("site 0/00.epub"), "PX0").unwrap();
    let options = PremisOptions { digest_events: true, fixity_checks: Some((&out, "2026-04-01T00:00:00Z")) };
    let lines = lines(&sample, &options);
    assert_eq!(lines.len(), 1 + 4 * (24 * 3 + 5));
    assert_eq!(lines[3]["event"]["eventType"], "message digest calculation");
    let checks: Vec<&Value> = lines
        .iter()
        .map(|line| &line["event"])
        .filter(|event| event["eventType"] == "fixity check")
        .collect();
    let outcome = |check: &Value| check["eventOutcomeInformation"][0]["eventOutcome"].clone();
    assert_eq!(checks[0]["eventDateTime"], "2026-04-01T00:00:00Z");
    assert_eq!(outcome(checks[0]), "fail");
    assert!(checks.iter().skip(1).all(|check| outcome(check) == "success"));
}
