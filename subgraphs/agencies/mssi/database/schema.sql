-- Child protection case management of the kind that keeps every record as one JSON document.
CREATE TABLE cases (
  id uuid NOT NULL,
  data jsonb NOT NULL
);

CREATE TABLE transitions (
  id uuid NOT NULL,
  record_id uuid NOT NULL,
  type text,
  status text,
  transitioned_by_agency text,
  transitioned_to_agency text,
  service text,
  created_at date,
  responded_at date,
  notes text
);

-- after the rows
ALTER TABLE cases ADD PRIMARY KEY (id);
ALTER TABLE transitions ADD PRIMARY KEY (id);
ALTER TABLE transitions ADD FOREIGN KEY (record_id) REFERENCES cases;
CREATE INDEX cases_registration ON cases ((data ->> 'registration_date') COLLATE "C");
CREATE INDEX cases_location ON cases ((data ->> 'location_current'));
CREATE INDEX cases_concerns ON cases USING gin ((data -> 'protection_concerns'));
CREATE UNIQUE INDEX cases_short_id ON cases ((data ->> 'short_id'), id);
CREATE INDEX transitions_record ON transitions (record_id);
CREATE INDEX transitions_created ON transitions (created_at, id);
