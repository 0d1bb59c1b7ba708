-- Statements about tasks can be taken back; events, settings, reporting units, proposals.

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

INSERT INTO task_updates
SELECT commune, task, submission, state, percent, note, stated_on, FALSE, NULL
FROM task_updates_before;

DROP TABLE task_updates_before;

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

-- What was stored before there were events.
INSERT INTO events
SELECT
    commune,
    number,
    confirmed_at,
    CASE origin
        WHEN 'upload' THEN 'submission'
        WHEN 'demo' THEN 'submission'
        WHEN 'demo_retirement' THEN 'demo_retired'
        ELSE origin
    END,
    account,
    person,
    address,
    file_name,
    '',
    '',
    reason,
    number
FROM submissions;
