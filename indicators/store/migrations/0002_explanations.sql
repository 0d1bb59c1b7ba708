-- Explanation notes: why an indicator lags in a year, what comes next, until when.

-- A CHECK cannot be widened in place: the table is built anew with the same rows.
ALTER TABLE submissions RENAME TO submissions_before;

CREATE TABLE submissions (
    commune VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    origin VARCHAR NOT NULL CHECK (
        origin IN ('upload', 'demo', 'demo_retirement', 'correction', 'undo', 'explanation')
    ),
    confirmed_at TIMESTAMP NOT NULL,
    person VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    row_count INTEGER NOT NULL,
    answers VARCHAR NOT NULL,
    idempotency_key VARCHAR NOT NULL,
    undoes BIGINT,
    PRIMARY KEY (commune, number),
    UNIQUE (commune, idempotency_key)
);

INSERT INTO submissions BY NAME SELECT * FROM submissions_before;

DROP TABLE submissions_before;

-- Person, address and time are those of the submission; `source_submission` is the one in which
-- the note was written, where an undo brought it back.
CREATE TABLE explanation_notes (
    commune VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    submission BIGINT NOT NULL,
    reason VARCHAR NOT NULL CHECK (reason <> ''),
    next_steps VARCHAR NOT NULL CHECK (next_steps <> ''),
    due DATE NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    source_submission BIGINT,
    PRIMARY KEY (commune, indicator, year, submission)
);

-- Every revision with its neighbours; invented notes are no neighbours of real ones.
CREATE VIEW explanation_note_revisions AS
SELECT
    n.*,
    lag(n.submission) OVER note_history AS previous,
    lead(n.submission) OVER note_history AS next
FROM explanation_notes AS n
JOIN submissions AS s ON s.commune = n.commune AND s.number = n.submission
WINDOW note_history AS (
    PARTITION BY n.commune, n.indicator, n.year, s.origin = 'demo' ORDER BY n.submission
);

-- The revisions that count or once counted: those of retired invented notes do not.
CREATE VIEW active_note_revisions AS
SELECT r.*
FROM explanation_note_revisions AS r
JOIN active_submissions AS s ON s.commune = r.commune AND s.number = r.submission;

CREATE VIEW current_explanation_notes AS
SELECT * FROM active_note_revisions WHERE next IS NULL AND NOT withdrawn;
