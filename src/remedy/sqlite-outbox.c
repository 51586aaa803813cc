/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "sqlite-outbox.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_INVOICES 100000
#define MAX_COPY_BYTES (1024 * 1024 * 1024)
#define MAX_TRIES 3
#define QUERY_TIMEOUT_MS 10000
/* Instructions of SQLite's machine between two looks at the clock. */
#define PROGRESS_INTERVAL 10000

static const char *const roles[] = {
  [IFA_INVOICE_NUMBER] = "number",     [IFA_INVOICE_DATE] = "date",
  [IFA_INVOICE_BUYER] = "buyer",       [IFA_INVOICE_AMOUNT] = "amount",
  [IFA_INVOICE_CURRENCY] = "currency", [IFA_INVOICE_STATE] = "state",
};

static const struct
{
  int id;
  int value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024 },
  { SQLITE_LIMIT_SQL_LENGTH, 64 * 1024 },
  { SQLITE_LIMIT_COLUMN, 500 },
  { SQLITE_LIMIT_EXPR_DEPTH, 100 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 20 },
  { SQLITE_LIMIT_VDBE_OP, 100000 },
  { SQLITE_LIMIT_FUNCTION_ARG, 16 },
  { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
};

typedef struct
{
  gint64 deadline_us;
  GCancellable *cancellable;
} Patience;

static int
lose_patience (void *data)
{
  Patience *patience = data;

  return g_cancellable_is_cancelled (patience->cancellable)
         || g_get_monotonic_time () > patience->deadline_us;
}

/* Reading, and nothing else: whatever a hostile schema hides behind a view or a trigger. */
static int
allow_reading (void *data, int action, const char *a, const char *b, const char *c, const char *d)
{
  if (action == SQLITE_FUNCTION && g_strcmp0 (b, "load_extension") == 0)
    return SQLITE_DENY;
  return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION
             ? SQLITE_OK
             : SQLITE_DENY;
}

static void
shut (sqlite3 *database, Patience *patience)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (database, limits[i].id, limits[i].value);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_exec (database, "PRAGMA query_only = 1; PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0",
                NULL, NULL, NULL);
  sqlite3_progress_handler (database, PROGRESS_INTERVAL, lose_patience, patience);
  sqlite3_set_authorizer (database, allow_reading, NULL);
}

static IfaUnreadable
why_of (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_DONE:
    case SQLITE_OK:
      return IFA_UNREADABLE_NOT;
    case SQLITE_CORRUPT:
      return IFA_UNREADABLE_DAMAGED;
    case SQLITE_NOTADB:
      return IFA_UNREADABLE_ENCRYPTED;
    case SQLITE_AUTH:
      return IFA_UNREADABLE_UNSAFE;
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return IFA_UNREADABLE_NO_PERMISSION;
    case SQLITE_TOOBIG:
      return IFA_UNREADABLE_TOO_LARGE;
    default:
      return IFA_UNREADABLE_FAILED;
    }
}

static int
find_column (sqlite3_stmt *statement, GHashTable *columns, const char *role)
{
  const char *wanted = columns != NULL ? g_hash_table_lookup (columns, role) : NULL;
  int n_columns = sqlite3_column_count (statement);

  for (int i = 0; i < n_columns; i++)
    if (g_ascii_strcasecmp (sqlite3_column_name (statement, i), wanted != NULL ? wanted : role)
        == 0)
      return i;
  return -1;
}

static int
read_rows (sqlite3_stmt *statement, GHashTable *columns, GPtrArray *invoices)
{
  int places[G_N_ELEMENTS (roles)];
  int code;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    places[i] = find_column (statement, columns, roles[i]);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW && invoices->len < MAX_INVOICES)
    {
      IfaInvoice *invoice = ifa_invoice_new ("sqlite");

      for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
        if (places[i] >= 0)
          ifa_invoice_set (invoice, i, (const char *) sqlite3_column_text (statement, places[i]));
      if (invoice->state == NULL)
        ifa_invoice_set (invoice, IFA_INVOICE_STATE, "waiting");
      g_ptr_array_add (invoices, invoice);
    }
  return code == SQLITE_ROW ? SQLITE_TOOBIG : code;
}

static IfaUnreadable
query_database (sqlite3 *database, const char *query, GHashTable *columns, GPtrArray *invoices)
{
  sqlite3_stmt *statement = NULL;
  const char *rest = NULL;
  int code = sqlite3_prepare_v2 (database, query, -1, &statement, &rest);

  if (code != SQLITE_OK)
    return why_of (code);
  if (statement == NULL || !sqlite3_stmt_readonly (statement)
      || rest[strspn (rest, "; \t\r\n")] != '\0')
    {
      sqlite3_finalize (statement);
      return IFA_UNREADABLE_UNSAFE;
    }
  code = read_rows (statement, columns, invoices);
  sqlite3_finalize (statement);
  return why_of (code);
}

static IfaUnreadable
read_database (const char *path,
               gboolean is_copy,
               const char *query,
               GHashTable *columns,
               GCancellable *cancellable,
               GPtrArray *invoices)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  g_autofree char *uri = NULL;
  Patience patience
      = { g_get_monotonic_time () + QUERY_TIMEOUT_MS * G_TIME_SPAN_MILLISECOND, cancellable };
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  sqlite3 *database = NULL;
  IfaUnreadable why;
  int code;

  /* Only "immutable" leaves a client's folder alone: without it SQLite makes files beside it. */
  uri = g_strconcat ("file:", escaped, is_copy ? "" : "?immutable=1", NULL);
  flags |= is_copy ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  code = sqlite3_open_v2 (uri, &database, flags, NULL);
  if (code == SQLITE_OK)
    shut (database, &patience);
  why = code == SQLITE_OK ? query_database (database, query, columns, invoices) : why_of (code);
  sqlite3_close (database);
  return why;
}

static gboolean
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL,
                      NULL, NULL, NULL);
}

/* What tells one state of a file from another; all zero where there is none. */
static void
look (const char *path, struct stat *state)
{
  struct stat seen;

  memset (state, 0, sizeof *state);
  if (lstat (path, &seen) != 0 || !S_ISREG (seen.st_mode))
    return;
  state->st_ino = seen.st_ino;
  state->st_size = seen.st_size;
  state->st_mtim = seen.st_mtim;
}

/* The newest invoices stand in the write-ahead log, which "immutable" would not look at. So the
 * database and its log are copied, until they did not change meanwhile. */
static gboolean
copy_with_log (const char *path, const char *log, const char *suffix, const char *to)
{
  g_autofree char *log_to = g_strconcat (to, suffix, NULL);

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      struct stat before[2], after[2];

      look (path, &before[0]);
      look (log, &before[1]);
      if (before[0].st_size + before[1].st_size > MAX_COPY_BYTES || !copy_file (path, to)
          || !copy_file (log, log_to))
        return FALSE;
      look (path, &after[0]);
      look (log, &after[1]);
      if (memcmp (before, after, sizeof before) == 0)
        return TRUE;
    }
  return FALSE;
}

static IfaUnreadable
read_copy (const char *path,
           const char *log,
           const char *suffix,
           const char *query,
           GHashTable *columns,
           GCancellable *cancellable,
           GPtrArray *invoices)
{
  g_autofree char *folder = g_dir_make_tmp ("ifa-outbox-XXXXXX", NULL);
  static const char *const leftovers[] = { "copy", "copy-wal", "copy-shm", "copy-journal" };
  g_autofree char *copy = NULL;
  IfaUnreadable why = IFA_UNREADABLE_FAILED;

  if (folder == NULL)
    return IFA_UNREADABLE_FAILED;

  copy = g_build_filename (folder, "copy", NULL);
  if (copy_with_log (path, log, suffix, copy))
    why = read_database (copy, TRUE, query, columns, cancellable, invoices);
  for (guint i = 0; i < G_N_ELEMENTS (leftovers); i++)
    {
      g_autofree char *leftover = g_build_filename (folder, leftovers[i], NULL);

      g_unlink (leftover);
    }
  g_rmdir (folder);
  return why;
}

/**
 * ifa_sqlite_outbox_read:
 * @path: a database of the invoicing client, perhaps in use right now
 * @query: the profile's query: one SELECT
 * @columns: (nullable) (element-type utf8 utf8): role (number, date, buyer, amount, currency,
 * state) to column; a role that isn't named is a column of its own name
 * @cancellable: (nullable): ends the reading
 * @invoices: (element-type IfaInvoice): where to add what waits there
 *
 * Nothing is written, neither into the database nor beside it. Views, triggers and functions of
 * the database may read and do nothing else; the query ends after ten seconds.
 *
 * Returns: `IFA_UNREADABLE_NOT`, or why nothing or not everything could be read
 */
IfaUnreadable
ifa_sqlite_outbox_read (const char *path,
                        const char *query,
                        GHashTable *columns,
                        GCancellable *cancellable,
                        GPtrArray *invoices)
{
  static const char *const suffixes[] = { "-wal", "-journal" };
  struct stat state;

  look (path, &state);
  if (state.st_ino == 0)
    return IFA_UNREADABLE_NOT_A_FILE;
  if (g_access (path, R_OK) != 0)
    return IFA_UNREADABLE_NO_PERMISSION;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *log = g_strconcat (path, suffixes[i], NULL);

      look (log, &state);
      if (state.st_size > 0)
        return read_copy (path, log, suffixes[i], query, columns, cancellable, invoices);
    }
  return read_database (path, FALSE, query, columns, cancellable, invoices);
}
