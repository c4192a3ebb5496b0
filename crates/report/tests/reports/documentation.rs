use crate::sample::sample;

/// What a query gives, as far as it is asked.
fn rows(connection: &offprint_ledger::rusqlite::Connection, sql: &str) -> usize {
    let mut select = connection.prepare(sql).unwrap();
    let mut rows = select.query([]).unwrap();
    let mut count = 0;
    while rows.next().unwrap().is_some() {
        count += 1;
    }
    count
}

#[test]
fn the_queries_of_the_documentation_run() {
    let sample = sample();
    let text = include_str!("../../../../docs/ledger.md");
    let queries: Vec<&str> =
        text.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(queries.len() >= 10);
    let counts: Vec<usize> = queries.iter().map(|sql| rows(sample.ledger.connection(), sql)).collect();
    // The last asks for a folder, the second and third for an address and a file, that are not there.
    assert_eq!(counts, [3, 0, 0, 10, 1, 4, 8, 0, 2, 20, 0], "{counts:?}");
}

#[test]
fn every_column_is_told_of() {
    let sample = sample();
    let text = include_str!("../../../../docs/ledger.md");
    let mut select = sample
        .ledger
        .connection()
        .prepare(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'",
        )
        .unwrap();
    let columns = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap);
    for (table, column) in columns.filter(|(table, _): &(String, String)| table != "pending") {
        assert!(text.contains(&format!("**{table}**")), "{table}");
        assert!(text.contains(&column), "{table}.{column}");
    }
}
