-- The tables of a fresh store, for every engine. Whoever changes them writes the migration that
-- brings older stores to the same.
--
-- Rows are appended; none is updated or deleted. The commune is the first part of every key, so
-- that one database can hold many and be spread by it. Times are UTC. No secondary indexes.

CREATE TABLE schema_versions (version INTEGER PRIMARY KEY);

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
    -- The logins of who confirmed, and of who handed in where that was another.
    account VARCHAR DEFAULT '' NOT NULL,
    proposed_by VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (commune, number),
    UNIQUE (commune, idempotency_key)
);

CREATE TABLE submission_files (
    commune VARCHAR NOT NULL,
    submission BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (commune, submission)
);

CREATE TABLE observations (
    commune VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    reporting_unit VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('actual', 'estimate', 'planned')),
    submission BIGINT NOT NULL,
    value DECIMAL(20, 6),
    numerator DECIMAL(20, 6),
    denominator DECIMAL(20, 6),
    not_applicable BOOLEAN NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    source_text VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    row_number INTEGER,
    source_submission BIGINT,
    PRIMARY KEY (commune, indicator, year, reporting_unit, kind, submission),
    CHECK (value IS NOT NULL OR not_applicable OR withdrawn)
);

CREATE TABLE task_updates (
    commune VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    submission BIGINT NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('not_started', 'under_way', 'done')),
    percent SMALLINT CHECK (percent BETWEEN 0 AND 100),
    note VARCHAR NOT NULL,
    stated_on DATE NOT NULL,
    PRIMARY KEY (commune, task, submission)
);

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
