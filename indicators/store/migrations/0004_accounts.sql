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
