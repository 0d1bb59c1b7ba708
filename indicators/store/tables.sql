-- The tables of a fresh store, for every engine. Whoever changes them writes the migration that
-- brings older stores to the same.
--
-- Rows are appended; none is updated or deleted, save sessions and counters. The commune is the first part of every key, so
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

-- Accounts and what opens them are revisions, appended and never changed; the last one counts.
-- Only sessions and the counters of failed sign-ins are changed and deleted; no backup
-- needs them.

CREATE TABLE account_revisions (
    commune VARCHAR NOT NULL,
    login VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    made_by VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL CHECK (full_name <> ''),
    roles VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    enabled BOOLEAN NOT NULL,
    PRIMARY KEY (commune, login, revision)
);

CREATE TABLE credential_revisions (
    commune VARCHAR NOT NULL,
    login VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    password_hash VARCHAR NOT NULL,
    must_change BOOLEAN NOT NULL,
    totp_secret VARCHAR NOT NULL,
    recovery_hashes VARCHAR NOT NULL,
    PRIMARY KEY (commune, login, revision)
);

-- Codes of the second factor that were taken: half minutes of the app, hashes of paper codes.
CREATE TABLE used_codes (
    commune VARCHAR NOT NULL,
    login VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    used_at TIMESTAMP NOT NULL,
    PRIMARY KEY (commune, login, code)
);

CREATE TABLE setup_codes (
    commune VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    code_hash VARCHAR NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (commune, number)
);

-- Of a session's token only its SHA-256 is kept. A `stage` of 'code' waits for the second factor.
CREATE TABLE sessions (
    commune VARCHAR NOT NULL,
    token_hash VARCHAR NOT NULL,
    login VARCHAR NOT NULL,
    stage VARCHAR NOT NULL CHECK (stage IN ('code', 'full')),
    made_at TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    address VARCHAR NOT NULL,
    agent VARCHAR NOT NULL,
    PRIMARY KEY (commune, token_hash)
);

CREATE TABLE sign_in_failures (
    commune VARCHAR NOT NULL,
    counter VARCHAR NOT NULL,
    failures INTEGER NOT NULL,
    last_at TIMESTAMP NOT NULL,
    PRIMARY KEY (commune, counter)
);

-- What happened, one row an event; `submission` is the number of the one that it was, where it was.
CREATE TABLE events (
    commune VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    moment TIMESTAMP NOT NULL,
    kind VARCHAR NOT NULL,
    login VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    before_text VARCHAR NOT NULL,
    after_text VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    submission BIGINT,
    PRIMARY KEY (commune, number)
);

-- Revisions of the settings that an administrator chooses on the screen; the last one counts.
CREATE TABLE office_settings (
    commune VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    login VARCHAR NOT NULL,
    PRIMARY KEY (commune, name, revision)
);

-- Revisions of who reports which indicators, from and until which year (NULL: without an end).
CREATE TABLE reporting_units (
    commune VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    indicators VARCHAR NOT NULL,
    from_year SMALLINT,
    until_year SMALLINT,
    withdrawn BOOLEAN NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    login VARCHAR NOT NULL,
    PRIMARY KEY (commune, name, revision)
);

-- What was handed in and does not count yet: it waits for an editor ('confirm') or for an approver
-- ('approve'). `follows` is the proposal that an editor passed on to the approver.
CREATE TABLE proposals (
    commune VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    waits_for VARCHAR NOT NULL CHECK (waits_for IN ('confirm', 'approve')),
    origin VARCHAR NOT NULL CHECK (origin IN ('upload', 'correction', 'undo')),
    proposed_at TIMESTAMP NOT NULL,
    login VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    content BYTEA,
    year SMALLINT NOT NULL,
    answers VARCHAR NOT NULL,
    row_count INTEGER NOT NULL,
    undoes BIGINT,
    follows BIGINT,
    idempotency_key VARCHAR NOT NULL,
    PRIMARY KEY (commune, number),
    UNIQUE (commune, idempotency_key)
);

-- The one answer a proposal gets; `submission` is what it became where it was taken over.
CREATE TABLE proposal_decisions (
    commune VARCHAR NOT NULL,
    proposal BIGINT NOT NULL,
    outcome VARCHAR NOT NULL CHECK (
        outcome IN ('stored', 'approved', 'passed_on', 'refused', 'withdrawn')
    ),
    decided_at TIMESTAMP NOT NULL,
    login VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    submission BIGINT,
    PRIMARY KEY (commune, proposal)
);
