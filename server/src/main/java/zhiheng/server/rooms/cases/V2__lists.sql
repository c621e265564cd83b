-- Lists and counts of a kind, of what is open, and of one provider's systems walk an index alone, in the order shown.
DROP INDEX moved_case_ended;
CREATE INDEX moved_case_ended ON moved_case (ended, id, system);
CREATE INDEX moved_case_kind ON moved_case (kind, ended, id, system);
CREATE INDEX moved_case_kind_all ON moved_case (kind, id, system);
DROP INDEX moved_case_system;
CREATE INDEX moved_case_system ON moved_case (system, id, kind, ended);
