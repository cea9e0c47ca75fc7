-- "REAC": this file is a ledger.
PRAGMA application_id = 1380270403;

-- Events that were recorded: each once within its account. The id grows, so that what refers to it stays cheap to index.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL,
    identity BLOB NOT NULL CHECK (length(identity) = 16),
    event_id TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_identity ON event (identity, partner_id);

-- Entry vendor tasks. Amounts are exact decimals as text; times are Unix seconds.
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL,
    vendor_partner_id INTEGER,
    entry_id TEXT NOT NULL,
    entry_object_type INTEGER NOT NULL,
    reach_profile_id INTEGER NOT NULL,
    catalog_item_id INTEGER NOT NULL,
    status INTEGER NOT NULL CHECK (status BETWEEN 1 AND 9),
    price TEXT NOT NULL CHECK (price <> '' AND price NOT GLOB '*[^0-9.-]*'),
    old_price TEXT CHECK (old_price <> '' AND old_price NOT GLOB '*[^0-9.-]*'),
    charged TEXT NOT NULL CHECK (charged <> '' AND charged NOT GLOB '*[^0-9.-]*'),
    units_used INTEGER,
    version INTEGER NOT NULL,
    context TEXT,
    creation_mode INTEGER NOT NULL CHECK (creation_mode IN (1, 2)),
    user_id TEXT,
    service_type INTEGER,
    service_feature INTEGER,
    turn_around_time INTEGER,
    dictionary TEXT,
    is_request_moderated INTEGER NOT NULL CHECK (is_request_moderated IN (0, 1)),
    is_output_moderated INTEGER NOT NULL CHECK (is_output_moderated IN (0, 1)),
    task_job_data TEXT,
    err_description TEXT,
    created_at INTEGER,
    updated_at INTEGER,
    queue_time INTEGER,
    finish_time INTEGER,
    expected_finish_time INTEGER,
    -- What ordered it; null for a task that a configuration or an event brought.
    event INTEGER REFERENCES event (id),
    rule_number INTEGER CHECK (rule_number > 0),
    order_number INTEGER NOT NULL CHECK (order_number >= 0),
    CHECK ((event IS NULL) = (rule_number IS NULL)),
    -- Rules order tasks for entries and assets, and nobody asks before the vendor.
    CHECK (event IS NULL OR (entry_object_type IN (1, 2) AND creation_mode = 2))
) STRICT;
-- What makes an order the same order; the order's number within the event is 0 but in the server's reading.
CREATE UNIQUE INDEX task_order ON task (event, reach_profile_id, entry_object_type, entry_id, catalog_item_id, order_number)
    WHERE event IS NOT NULL;
CREATE INDEX task_object ON task (entry_id);
CREATE INDEX task_finished ON task (reach_profile_id, finish_time) WHERE status = 2;

-- What became of tasks after they were made.
CREATE TABLE task_change (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    event INTEGER REFERENCES event (id),
    changed_at INTEGER NOT NULL,
    status_before INTEGER NOT NULL CHECK (status_before BETWEEN 1 AND 9),
    status_after INTEGER NOT NULL CHECK (status_after BETWEEN 1 AND 9),
    price_before TEXT NOT NULL,
    price_after TEXT NOT NULL,
    err_description TEXT
) STRICT;
CREATE INDEX task_change_task ON task_change (task_id);

-- The credit of a profile as it stands; its used credit is that of its last movement, which has to be there.
CREATE TABLE account (
    reach_profile_id INTEGER PRIMARY KEY,
    credit TEXT,
    configured_credit TEXT,
    configured_used TEXT NOT NULL,
    usage_percentage TEXT,
    movements INTEGER NOT NULL,
    FOREIGN KEY (reach_profile_id, movements) REFERENCES movement (reach_profile_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Every change of a used credit, with its cause. `used` is the sum of all amounts up to here.
CREATE TABLE movement (
    reach_profile_id INTEGER NOT NULL REFERENCES account (reach_profile_id),
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'charge', 'refund', 'repricing', 'recount', 'period')),
    amount TEXT NOT NULL CHECK (amount <> '' AND amount NOT GLOB '*[^0-9.-]*'),
    used TEXT NOT NULL CHECK (used <> '' AND used NOT GLOB '*[^0-9.-]*'),
    task_id INTEGER REFERENCES task (id),
    rule_profile_id INTEGER,
    rule_number INTEGER,
    event INTEGER REFERENCES event (id),
    moved_at INTEGER NOT NULL,
    PRIMARY KEY (reach_profile_id, number),
    CHECK ((number = 1) = (kind = 'opening')),
    CHECK ((rule_profile_id IS NULL) = (rule_number IS NULL))
) STRICT, WITHOUT ROWID;

-- A balance does not part from its movements: each goes on from the one before it. SQLite has no decimals, so that it
-- sees the first fifteen digits alone.
CREATE TRIGGER movement_goes_on BEFORE INSERT ON movement WHEN NEW.number > 1 AND NOT EXISTS (
    SELECT 1 FROM movement AS last
    WHERE last.reach_profile_id = NEW.reach_profile_id AND last.number = NEW.number - 1
    AND abs(CAST(last.used AS REAL) + CAST(NEW.amount AS REAL) - CAST(NEW.used AS REAL))
        <= 1e-12 * (abs(CAST(last.used AS REAL)) + abs(CAST(NEW.amount AS REAL)))
)
BEGIN
    SELECT RAISE(ABORT, 'a movement of credit does not go on from the one before it');
END;
CREATE TRIGGER movement_begins BEFORE INSERT ON movement
WHEN NEW.number = 1 AND CAST(NEW.used AS REAL) <> CAST(NEW.amount AS REAL)
BEGIN
    SELECT RAISE(ABORT, 'the first movement of a credit is all that was used before');
END;

-- What happened is not changed afterwards.
CREATE TRIGGER movement_stays BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'a movement of credit is never changed'); END;
CREATE TRIGGER movement_is_kept BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'a movement of credit is never deleted'); END;
CREATE TRIGGER task_change_stays BEFORE UPDATE ON task_change BEGIN SELECT RAISE(ABORT, 'the history of a task is never changed'); END;
CREATE TRIGGER task_change_is_kept BEFORE DELETE ON task_change BEGIN SELECT RAISE(ABORT, 'the history of a task is never deleted'); END;
