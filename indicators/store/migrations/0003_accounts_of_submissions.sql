-- Who confirmed and who handed in, by their logins; updates of tasks as submissions of their own.

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
    account VARCHAR DEFAULT '' NOT NULL,
    proposed_by VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (commune, number),
    UNIQUE (commune, idempotency_key)
);

INSERT INTO submissions
SELECT
    commune, number, origin, confirmed_at, person, address, reason, file_name, sha256, row_count,
    answers, idempotency_key, undoes, '', ''
FROM submissions_before;

DROP TABLE submissions_before;
