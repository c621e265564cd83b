-- Alerts by their grade, the gravest first: red, orange, yellow, blue, none.
CREATE INDEX alert_grade ON alert (
  (CASE grade WHEN 'red' THEN '5' WHEN 'orange' THEN '4' WHEN 'yellow' THEN '3' WHEN 'blue' THEN '2' ELSE '1' END), id);
