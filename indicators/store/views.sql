-- The views of every store, made anew whenever its tables change. All joins and windows hold the
-- commune, so that each node of a spread database answers for its own communes.

-- Demo figures count only until the first submission that is not a demo.
CREATE VIEW active_submissions AS
SELECT s.*
FROM submissions AS s
WHERE s.origin <> 'demo'
   OR NOT EXISTS (
       SELECT 1 FROM submissions AS r WHERE r.commune = s.commune AND r.origin <> 'demo'
   );

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

-- Every statement about a task with its neighbours; invented ones are no neighbours of real ones.
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

-- The accounts and what opens them as they are now.
CREATE VIEW current_accounts AS
SELECT *
FROM (
    SELECT
        a.*,
        lead(a.revision) OVER (
            PARTITION BY a.commune, a.login ORDER BY a.revision
        ) AS next
    FROM account_revisions AS a
) AS revisions_of_accounts
WHERE next IS NULL;

CREATE VIEW current_credentials AS
SELECT *
FROM (
    SELECT
        c.*,
        lead(c.revision) OVER (
            PARTITION BY c.commune, c.login ORDER BY c.revision
        ) AS next
    FROM credential_revisions AS c
) AS revisions_of_credentials
WHERE next IS NULL;
