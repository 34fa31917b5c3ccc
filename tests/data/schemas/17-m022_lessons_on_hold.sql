-- applied: m021_refusals_by_their_time
CREATE INDEX refusals ON audit_log (at) WHERE action = 'refused';
