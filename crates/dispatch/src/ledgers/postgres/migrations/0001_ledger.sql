-- The same tables as on SQLite; what differs says so. Numbers are BIGINT throughout, so that both have one type of row.

-- Events that were recorded: each once within its account. The id grows, so that what refers to it stays cheap to index.
CREATE TABLE event (
    id BIGINT PRIMARY KEY,
    partner_id BIGINT NOT NULL,
    identity BYTEA NOT NULL CHECK (octet_length(identity) = 16),
    event_id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX event_identity ON event (identity, partner_id);

-- Entry vendor tasks. Amounts are exact decimals; times are Unix seconds.
CREATE TABLE task (
    id BIGINT PRIMARY KEY,
    partner_id BIGINT NOT NULL,
    vendor_partner_id BIGINT,
    entry_id TEXT NOT NULL,
    entry_object_type BIGINT NOT NULL,
    reach_profile_id BIGINT NOT NULL,
    catalog_item_id BIGINT NOT NULL,
    status BIGINT NOT NULL CHECK (status BETWEEN 1 AND 9),
    price NUMERIC NOT NULL CHECK (price NOT IN ('NaN', 'Infinity', '-Infinity')),
    old_price NUMERIC CHECK (old_price NOT IN ('NaN', 'Infinity', '-Infinity')),
    charged NUMERIC NOT NULL CHECK (charged NOT IN ('NaN', 'Infinity', '-Infinity')),
    units_used BIGINT,
    version BIGINT NOT NULL,
    context TEXT,
    creation_mode BIGINT NOT NULL CHECK (creation_mode IN (1, 2)),
    user_id TEXT,
    service_type BIGINT,
    service_feature BIGINT,
    turn_around_time BIGINT,
    dictionary TEXT,
    is_request_moderated BIGINT NOT NULL CHECK (is_request_moderated IN (0, 1)),
    is_output_moderated BIGINT NOT NULL CHECK (is_output_moderated IN (0, 1)),
    task_job_data TEXT,
    err_description TEXT,
    created_at BIGINT,
    updated_at BIGINT,
    queue_time BIGINT,
    finish_time BIGINT,
    expected_finish_time BIGINT,
    -- What ordered it; null for a task that a configuration or an event brought.
    event BIGINT REFERENCES event (id),
    rule_number BIGINT CHECK (rule_number > 0),
    order_number BIGINT NOT NULL CHECK (order_number >= 0),
    CHECK ((event IS NULL) = (rule_number IS NULL)),
    -- Rules order tasks for entries and assets, and nobody asks before the vendor.
    CHECK (event IS NULL OR (entry_object_type IN (1, 2) AND creation_mode = 2))
);
-- What makes an order the same order; the order's number within the event is 0 but in the server's reading. An index on
-- PostgreSQL holds no long text, hence the digest, and the hash below.
CREATE UNIQUE INDEX task_order ON task (event, reach_profile_id, entry_object_type, md5(entry_id), catalog_item_id, order_number)
    WHERE event IS NOT NULL;
CREATE INDEX task_object ON task USING hash (entry_id);
CREATE INDEX task_finished ON task (reach_profile_id, finish_time) WHERE status = 2;

-- What became of tasks after they were made.
CREATE TABLE task_change (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id BIGINT NOT NULL REFERENCES task (id),
    event BIGINT REFERENCES event (id),
    changed_at BIGINT NOT NULL,
    status_before BIGINT NOT NULL CHECK (status_before BETWEEN 1 AND 9),
    status_after BIGINT NOT NULL CHECK (status_after BETWEEN 1 AND 9),
    price_before NUMERIC NOT NULL,
    price_after NUMERIC NOT NULL,
    err_description TEXT
);
CREATE INDEX task_change_task ON task_change (task_id);

-- The credit of a profile as it stands; its used credit is that of its last movement, which has to be there.
CREATE TABLE account (
    reach_profile_id BIGINT PRIMARY KEY,
    credit TEXT,
    configured_credit TEXT,
    configured_used NUMERIC NOT NULL,
    usage_percentage NUMERIC,
    movements BIGINT NOT NULL
);

-- Every change of a used credit, with its cause. `used` is the sum of all amounts up to here.
CREATE TABLE movement (
    reach_profile_id BIGINT NOT NULL REFERENCES account (reach_profile_id),
    number BIGINT NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'charge', 'refund', 'repricing', 'recount', 'period')),
    amount NUMERIC NOT NULL CHECK (amount NOT IN ('NaN', 'Infinity', '-Infinity')),
    used NUMERIC NOT NULL,
    task_id BIGINT REFERENCES task (id),
    rule_profile_id BIGINT,
    rule_number BIGINT,
    event BIGINT REFERENCES event (id),
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (reach_profile_id, number),
    CHECK ((number = 1) = (kind = 'opening')),
    CHECK ((rule_profile_id IS NULL) = (rule_number IS NULL))
);
ALTER TABLE account ADD CONSTRAINT account_movements
    FOREIGN KEY (reach_profile_id, movements) REFERENCES movement (reach_profile_id, number) DEFERRABLE INITIALLY DEFERRED;

-- A balance does not part from its movements: each goes on from the one before it.
CREATE FUNCTION movement_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before NUMERIC := 0;
BEGIN
    IF NEW.number > 1 THEN
        SELECT used INTO before FROM movement WHERE reach_profile_id = NEW.reach_profile_id AND number = NEW.number - 1;
    END IF;
    IF before IS NULL OR before + NEW.amount <> NEW.used THEN
        RAISE EXCEPTION 'a movement of credit does not go on from the one before it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER movement_goes_on BEFORE INSERT ON movement FOR EACH ROW EXECUTE FUNCTION movement_goes_on();

-- What happened is not changed afterwards.
CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what happened (%) is never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE TRIGGER movement_stays BEFORE UPDATE OR DELETE ON movement FOR EACH ROW EXECUTE FUNCTION stays();
CREATE TRIGGER task_change_stays BEFORE UPDATE OR DELETE ON task_change FOR EACH ROW EXECUTE FUNCTION stays();
