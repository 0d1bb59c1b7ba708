-- Everything is appended; nothing is updated or deleted. The commune is the first part of every
-- key, so that one database can hold many. Times are UTC. No secondary indexes.

CREATE TABLE submissions (
    commune VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    origin VARCHAR NOT NULL CHECK (
        origin IN ('upload', 'demo', 'demo_retirement', 'correction', 'undo')
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

CREATE TABLE submission_files (
    commune VARCHAR NOT NULL,
    submission BIGINT NOT NULL,
    content BLOB NOT NULL,
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

-- Demo figures count only until the first submission that is not a demo.
CREATE VIEW active_submissions AS
SELECT *
FROM submissions
WHERE origin <> 'demo'
   OR commune NOT IN (SELECT commune FROM submissions WHERE origin <> 'demo');

-- Every revision with its neighbours; invented figures are no neighbours of real ones.
CREATE VIEW revisions AS
SELECT
    o.*,
    lag(o.submission) OVER key_history AS previous,
    lead(o.submission) OVER key_history AS next
FROM observations AS o
JOIN submissions AS s ON s.commune = o.commune AND s.number = o.submission
WINDOW key_history AS (
    PARTITION BY
        o.commune, o.indicator, o.year, o.reporting_unit, o.kind, s.origin = 'demo'
    ORDER BY o.submission
);

-- The last revision of every key.
CREATE VIEW latest_observations AS
SELECT *
FROM (
    SELECT
        o.*,
        row_number() OVER (
            PARTITION BY o.commune, o.indicator, o.year, o.reporting_unit, o.kind
            ORDER BY o.submission DESC
        ) AS revision_from_last
    FROM observations AS o
    JOIN active_submissions AS s ON s.commune = o.commune AND s.number = o.submission
) AS ranked
WHERE revision_from_last = 1;

CREATE VIEW current_observations AS
SELECT * FROM latest_observations WHERE NOT withdrawn;

CREATE VIEW current_task_updates AS
SELECT *
FROM (
    SELECT
        t.*,
        row_number() OVER (
            PARTITION BY t.commune, t.task ORDER BY t.submission DESC
        ) AS revision_from_last
    FROM task_updates AS t
    JOIN active_submissions AS s ON s.commune = t.commune AND s.number = t.submission
) AS ranked
WHERE revision_from_last = 1;
