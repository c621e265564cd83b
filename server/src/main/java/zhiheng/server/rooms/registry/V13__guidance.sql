-- Guidance is listed by itself: few among the dated duties of law, and most of it without a day.
CREATE INDEX duty_line_guidance ON duty_line (pending, sort_due, system_id, duty) WHERE obligation = 0;

-- Counts and the next thing to do leave guidance out: every summary is made anew at the first start with this version.
UPDATE ai_system SET as_of = '1970-01-01';
