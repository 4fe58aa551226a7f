-- Who may call. A key is 256 random bits, so a plain SHA-256 of it cannot be turned back by guessing
-- and a slow password hash would only slow down every request. A revoked key stays as a row: audit
-- entries name it. New tables, no lock on others.
create table api_key (
  id           uuid primary key,
  name         text not null,
  roles        text[] not null check (cardinality(roles) > 0),
  hash         bytea not null unique,
  created_at   timestamptz not null,
  created_by   text not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   text
);
-- a name stands for one caller in the audit trail
create unique index api_key_name_in_use on api_key (name) where revoked_at is null;

-- Logins of the console: the cookie holds a random token, the row its hash. A login with a key ends
-- with the key.
create table console_session (
  hash       bytea primary key,
  caller     text not null,
  roles      text[] not null,
  role_limit text[],
  key_id     uuid references api_key,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
-- for clearing away what has expired
create index console_session_expiry on console_session (expires_at);
