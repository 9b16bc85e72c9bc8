-- Adds a job of the queue (graphile-worker) in the caller's own transaction. The queue's tables
-- belong to the role that migrates, so this is the one door to them. A key that is waiting
-- already is replaced, which makes adding twice harmless.
create function enqueue_job(task text, payload json, job_key text default null, run_at timestamptz default null)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key);
end
$$;
revoke execute on function enqueue_job from public;
grant execute on function enqueue_job to callfloor_system;
