-- Statements about tasks by the lead units, with their history.

-- A CHECK cannot be widened in place: the table is built anew with the same rows.
ALTER TABLE submissions RENAME TO submissions_before;

CREATE TABLE submissions (
    commune VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    origin VARCHAR NOT NULL CHECK (
        origin IN (
            'upload', 'demo', 'demo_retirement', 'correction', 'undo', 'explanation', 'task_update'
        )
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

INSERT INTO submissions (
    commune, number, origin, confirmed_at, person, address, reason, file_name, sha256, row_count,
    answers, idempotency_key, undoes
)
SELECT
    commune, number, origin, confirmed_at, person, address, reason, file_name, sha256, row_count,
    answers, idempotency_key, undoes
FROM submissions_before;

DROP TABLE submissions_before;

DROP VIEW current_task_updates;

ALTER TABLE task_updates RENAME TO task_updates_before;

-- `source_submission` is the one in which it was stated, where an undo brought it back.
CREATE TABLE task_updates (
    commune VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    submission BIGINT NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('not_started', 'under_way', 'done')),
    percent SMALLINT CHECK (percent BETWEEN 0 AND 100),
    note VARCHAR NOT NULL,
    stated_on DATE NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    source_submission BIGINT,
    PRIMARY KEY (commune, task, submission)
);

INSERT INTO task_updates (
    commune, task, submission, state, percent, note, stated_on, withdrawn, source_submission
)
SELECT commune, task, submission, state, percent, note, stated_on, FALSE, NULL
FROM task_updates_before;

DROP TABLE task_updates_before;

-- Every statement with its neighbours; invented ones are no neighbours of real ones.
CREATE VIEW task_update_revisions AS
SELECT
    t.*,
    lag(t.submission) OVER task_history AS previous,
    lead(t.submission) OVER task_history AS next
FROM task_updates AS t
JOIN submissions AS s ON s.commune = t.commune AND s.number = t.submission
WINDOW task_history AS (
    PARTITION BY t.commune, t.task, s.origin = 'demo' ORDER BY t.submission
);

-- The statements that count or once counted: those of retired invented tasks do not.
CREATE VIEW active_task_revisions AS
SELECT r.*
FROM task_update_revisions AS r
JOIN active_submissions AS s ON s.commune = r.commune AND s.number = r.submission;

CREATE VIEW current_task_updates AS
SELECT * FROM active_task_revisions WHERE next IS NULL AND NOT withdrawn;
