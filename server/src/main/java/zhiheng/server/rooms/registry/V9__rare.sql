-- Duties of a rare state, owner or law among millions, page by page.
CREATE INDEX duty_line_state ON duty_line (state, pending, sort_due, system_id, duty);
CREATE INDEX duty_line_owner ON duty_line (owner, pending, sort_due, system_id, duty) WHERE owner <> '';
CREATE INDEX duty_line_pack ON duty_line (pack, pending, sort_due, system_id, duty);
