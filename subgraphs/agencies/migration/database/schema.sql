-- The border system since December 2022, English column names; beside it two tables of the one before.
CREATE TABLE Traveller (
  TravellerID INTEGER NOT NULL,
  Surname TEXT,
  GivenNames TEXT,
  Sex TEXT,
  DOB TEXT,
  Nationality TEXT,
  DocType TEXT,
  DocNumber TEXT,
  DocExpiry TEXT
);

CREATE TABLE Movement (
  MovementID INTEGER NOT NULL,
  TravellerID INTEGER NOT NULL,
  Direction TEXT,
  MovementDateTime TEXT,
  BCPCode TEXT,
  Carrier TEXT,
  DocType TEXT,
  VisaClass TEXT,
  PermittedUntil TEXT
);

CREATE TABLE IrregularCase (
  CaseNo TEXT NOT NULL,
  TravellerID INTEGER NOT NULL,
  OpenedAt TEXT,
  BCPCode TEXT,
  GroundsCode TEXT,
  Outcome TEXT,
  ScreenedForTIP INTEGER,
  TIPIndicators INTEGER,
  TIPStatus TEXT,
  ReferredTo TEXT,
  ReferredOn TEXT,
  InterviewNotes TEXT
);

CREATE TABLE WatchlistHit (
  HitID INTEGER NOT NULL,
  TravellerID INTEGER NOT NULL,
  ListName TEXT
);

CREATE TABLE MOVIMENTOS (
  ID_MOV INTEGER NOT NULL,
  NOME TEXT,
  PASSAPORTE TEXT,
  ENTRADA_SAIDA TEXT,
  DATA TEXT,
  POSTO TEXT
);

CREATE TABLE VISTOS (
  ID_VISTO INTEGER NOT NULL,
  PASSAPORTE TEXT,
  CLASSE TEXT,
  VALIDO_ATE TEXT
);

-- after the rows
CREATE UNIQUE INDEX Traveller_PK ON Traveller (TravellerID);
CREATE UNIQUE INDEX Movement_PK ON Movement (MovementID);
CREATE INDEX Movement_Traveller ON Movement (TravellerID);
CREATE INDEX Movement_Date ON Movement (substr(MovementDateTime, 1, 10), MovementID);
CREATE UNIQUE INDEX IrregularCase_PK ON IrregularCase (CaseNo);
CREATE INDEX IrregularCase_Traveller ON IrregularCase (TravellerID);
CREATE INDEX IrregularCase_Opened ON IrregularCase (substr(OpenedAt, 1, 10), CaseNo);
CREATE INDEX IrregularCase_BCP ON IrregularCase (BCPCode);
