-- Who may do what, said anew after every migration. The owner of the tables makes and changes the schema; the role of the
-- service adds rows and reads them, and fills in a time stamp that is still missing. Every table is append-only, the ones
-- that later migrations add too.

create or replace function dicom_deid.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  -- 45000: unhandled user-defined exception, SQL/PSM.
  raise exception 'the audit store is append-only' using errcode = '45000';
end
$$;

-- Both columns at once, and once.
create or replace function dicom_deid.only_stamp() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if old.token is null and old.stamped is null and new.token is not null and new.stamped is not null
     and to_jsonb(new) - '{token,stamped}'::text[] = to_jsonb(old) - '{token,stamped}'::text[] then
    return new;
  end if;
  raise exception 'the audit store is append-only' using errcode = '45000';
end
$$;

do $$
declare
  name text;
begin
  for name in select tablename from pg_catalog.pg_tables where schemaname = 'dicom_deid'
      and tablename <> 'flyway_schema_history' loop
    execute format('create or replace trigger append_only before %s on dicom_deid.%I'
      ' for each statement execute function dicom_deid.refuse_change()',
      case name when 'receipt' then 'delete or truncate' else 'update or delete or truncate' end, name);
  end loop;
end
$$;

create or replace trigger only_stamp before update on dicom_deid.receipt
  for each row execute function dicom_deid.only_stamp();

revoke all on schema dicom_deid from public;
revoke all on all tables in schema dicom_deid from public, "${application}";
revoke all on all functions in schema dicom_deid from public;
grant usage on schema dicom_deid to "${application}";
grant select, insert on all tables in schema dicom_deid to "${application}";
revoke insert on dicom_deid.store, dicom_deid.flyway_schema_history from "${application}";
grant update (token, stamped) on dicom_deid.receipt to "${application}";
