-- The duties of one organisation among millions by state, law, person and team, and its systems by name.
CREATE INDEX duty_line_org_state ON duty_line (org_id, state, pending, sort_due, system_id, duty);
CREATE INDEX duty_line_org_pack ON duty_line (org_id, pack, pending, sort_due, system_id, duty);
CREATE INDEX duty_line_org_assignee ON duty_line (org_id, assignee, pending, sort_due, system_id, duty)
  WHERE assignee <> '';
CREATE INDEX duty_line_org_owner ON duty_line (org_id, owner, pending, sort_due, system_id, duty) WHERE owner <> '';
CREATE INDEX ai_system_org_name ON ai_system (org_id, name, id);
