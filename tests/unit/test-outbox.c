/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reading a whole outbox: what is there, what can't be read, and that nothing is ever changed. */

#include "invoice-age.h"
#include "outbox.h"
#include "sqlite-outbox.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *home;
  char *outbox;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->home = g_dir_make_tmp ("test-outbox-XXXXXX", NULL);
  self->outbox = g_build_filename (self->home, "outbox", NULL);
  g_assert_cmpint (g_mkdir (self->outbox, 0700), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *command[] = { "rm", "-r", self->home, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_free (self->home);
  g_free (self->outbox);
}

static void
put (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->outbox, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
put_invoice (Fixture *self, const char *name, const char *number, const char *amount)
{
  g_autofree char *text = g_strdup_printf (
      "<Faktura xmlns='http://crd.gov.pl/wzor/2025/06/25/13775/'><Fa><KodWaluty>PLN</KodWaluty>"
      "<P_1>2026-11-11</P_1><P_2>%s</P_2><P_15>%s</P_15></Fa></Faktura>",
      number, amount);

  put (self, name, text);
}

static IfaOutbox *
read_outbox (Fixture *self, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf (
      "{\"format\":\"invoice-first-aid-profile/1\",\"id\":\"a\",\"name\":{\"en\":\"A\"},"
      "\"endpoints\":[{\"id\":\"api\",\"url\":\"https://a.example/\"}],"
      "\"client\":{\"outbox\":[%s]}}",
      place);
  g_autoptr (IfaProfile) profile = ifa_profile_new_from_data (json, strlen (json), "test", &error);

  g_assert_no_error (error);
  return ifa_outbox_read (profile, self->home, NULL);
}

static IfaUnreadable
why_unreadable (const IfaOutbox *outbox, const char *name)
{
  for (guint i = 0; i < outbox->unreadable->len; i++)
    {
      const IfaUnreadableFile *file = g_ptr_array_index (outbox->unreadable, i);
      g_autofree char *base = g_path_get_basename (file->file);

      if (g_str_equal (base, name))
        return file->why;
    }
  return IFA_UNREADABLE_NOT;
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaOutbox) outbox = NULL;
  g_autofree char *below = g_build_filename (self->outbox, "2026", NULL);
  g_autofree char *link = g_build_filename (self->outbox, "link.xml", NULL);
  g_autofree char *folder_link = g_build_filename (self->outbox, "folder-link", NULL);
  g_autofree char *pipe = g_build_filename (self->outbox, "pipe.xml", NULL);
  const IfaInvoiceTotal *total;

  g_mkdir (below, 0700);
  put_invoice (self, "b.xml", "2", "-0.50");
  put_invoice (self, "2026/a.xml", "1", "100.10");
  put_invoice (self, "no-amount.xml", "3", "?");
  put_invoice (self, "\xff\xfe.xml", "4", "1");
  put (self, "note.txt", "not looked at: another suffix");
  put (self, "odd.xml", "no invoice");
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (symlink ("/", folder_link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  outbox = read_outbox (self, "{\"path\":\"~/outbox\",\"match\":\"*.xml\"},"
                              "{\"path\":\"~/not-there\"}");
  g_assert_cmpuint (outbox->invoices->len, ==, 4);
  g_assert_cmpuint (outbox->n_files, ==, 5);
  g_assert_cmpuint (outbox->n_missing_folders, ==, 1);
  g_assert_false (outbox->is_cut);
  g_assert_cmpint (why_unreadable (outbox, "odd.xml"), ==, IFA_UNREADABLE_UNKNOWN_FORMAT);
  g_assert_cmpint (why_unreadable (outbox, "link.xml"), ==, IFA_UNREADABLE_NOT_A_FILE);
  g_assert_cmpint (why_unreadable (outbox, "folder-link"), ==, IFA_UNREADABLE_NOT_A_FILE);
  g_assert_cmpint (why_unreadable (outbox, "pipe.xml"), ==, IFA_UNREADABLE_NOT_A_FILE);
  g_assert_cmpuint (outbox->unreadable->len, ==, 4);
  g_assert_cmpuint (outbox->totals->len, ==, 1);
  total = g_ptr_array_index (outbox->totals, 0);
  g_assert_cmpstr (total->currency, ==, "PLN");
  g_assert_cmpstr (total->amount, ==, "100.60");
  g_assert_cmpuint (total->count, ==, 4);
  g_assert_cmpuint (total->n_without_amount, ==, 1);
}

static void
test_place_is_odd (Fixture *self, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (self->home, "pipe", NULL);
  g_autofree char *link = g_build_filename (self->home, "link", NULL);
  g_autoptr (IfaOutbox) outbox = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("/etc", link), ==, 0);
  outbox = read_outbox (self, "{\"path\":\"~/pipe\"},{\"path\":\"~/link\"}");
  g_assert_cmpuint (outbox->invoices->len, ==, 0);
  g_assert_cmpuint (outbox->n_files, ==, 0);
  g_assert_cmpint (why_unreadable (outbox, "pipe"), ==, IFA_UNREADABLE_NOT_A_FILE);
  g_assert_cmpint (why_unreadable (outbox, "link"), ==, IFA_UNREADABLE_NOT_A_FILE);
}

static sqlite3 *
open_database (Fixture *self, const char *sql, char **path)
{
  sqlite3 *database = NULL;

  *path = g_build_filename (self->home, "client.db", NULL);
  g_assert_cmpint (sqlite3_open (*path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return database;
}

#define TABLE \
  "CREATE TABLE INV_SERV (FPHM TEXT, I_DATE TEXT, M_SUM REAL, UP_FLAG INTEGER, GF TEXT);" \
  "INSERT INTO INV_SERV VALUES ('17', '2026-11-20', 1130.5, 0, '示例'), ('18', '20261121', 20, 1," \
  " '甲');"
#define QUERY "SELECT FPHM, I_DATE, M_SUM, GF, 'CNY' AS currency FROM INV_SERV WHERE UP_FLAG = 0"
#define DATABASE \
  "{\"path\":\"~/client.db\",\"format\":\"sqlite\",\"query\":\"" QUERY \
  "\",\"columns\":{\"number\":\"FPHM\",\"date\":\"I_DATE\",\"amount\":\"M_SUM\",\"buyer\":\"GF\"}}"

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (folder) != NULL)
    n_files++;
  return n_files;
}

static void
test_database (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (IfaOutbox) outbox = NULL;
  const IfaInvoice *invoice;
  guint n_files;

  sqlite3_close (open_database (self, TABLE, &path));
  n_files = count_files (self->home);
  outbox = read_outbox (self, DATABASE);
  g_assert_cmpuint (outbox->unreadable->len, ==, 0);
  g_assert_cmpuint (outbox->invoices->len, ==, 1);
  invoice = g_ptr_array_index (outbox->invoices, 0);
  g_assert_cmpstr (invoice->number, ==, "17");
  g_assert_cmpstr (invoice->date, ==, "2026-11-20");
  g_assert_cmpstr (invoice->amount, ==, "1130.50");
  g_assert_cmpstr (invoice->buyer, ==, "示例");
  g_assert_cmpstr (invoice->currency, ==, "CNY");
  g_assert_cmpuint (count_files (self->home), ==, n_files);
}

/* The client is running, and its newest invoice stands only in the log. */
static void
test_live_database (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  sqlite3 *writer
      = open_database (self, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;" TABLE, &path);
  g_autoptr (IfaOutbox) outbox = NULL;
  guint n_files = count_files (self->home);

  sqlite3_exec (writer, "INSERT INTO INV_SERV VALUES ('19', '2026-11-22', 1, 0, 'x')", NULL, NULL,
                NULL);
  outbox = read_outbox (self, DATABASE);
  g_assert_cmpuint (outbox->unreadable->len, ==, 0);
  g_assert_cmpuint (outbox->invoices->len, ==, 2);
  g_assert_cmpuint (count_files (self->home), ==, n_files);
  g_assert_cmpint (sqlite3_exec (writer, "DELETE FROM INV_SERV", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (writer);
}

static void
assert_query (const char *path, const char *query, IfaUnreadable why)
{
  g_autoptr (GPtrArray) invoices
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_invoice_free);

  g_assert_cmpstr (ifa_unreadable_to_string (
                       ifa_sqlite_outbox_read (path, query, NULL, NULL, invoices)),
                   ==, ifa_unreadable_to_string (why));
}

static void
test_hostile_database (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *attached = g_build_filename (self->home, "attached.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS x", attached);
  gint64 began_us;

  sqlite3_close (open_database (
      self,
      TABLE "CREATE VIEW endless AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM"
            " n) SELECT i AS number FROM n WHERE i < 0;",
      &path));
  assert_query (path, "DELETE FROM INV_SERV", IFA_UNREADABLE_UNSAFE);
  assert_query (path, attach, IFA_UNREADABLE_UNSAFE);
  assert_query (path, "PRAGMA journal_mode=WAL", IFA_UNREADABLE_UNSAFE);
  assert_query (path, "SELECT 1; DELETE FROM INV_SERV", IFA_UNREADABLE_UNSAFE);
  assert_query (path, "SELECT load_extension('x')", IFA_UNREADABLE_FAILED);
  assert_query (path, "", IFA_UNREADABLE_UNSAFE);
  assert_query (path, "SELECT nothing FROM nowhere", IFA_UNREADABLE_FAILED);
  assert_query (path, "SELECT zeroblob(100000000) AS number", IFA_UNREADABLE_TOO_LARGE);
  began_us = g_get_monotonic_time ();
  assert_query (path, "SELECT number FROM endless", IFA_UNREADABLE_UNSAFE);
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, 12 * G_USEC_PER_SEC);
  g_assert_false (g_file_test (attached, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (path, "not a database, perhaps encrypted", -1, NULL));
  assert_query (path, QUERY, IFA_UNREADABLE_ENCRYPTED);
}

static void
remember_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  static const char json[]
      = "{\"format\":\"invoice-first-aid-profile/1\",\"id\":\"a\",\"name\":{\"en\":\"A\"},"
        "\"endpoints\":[{\"id\":\"api\",\"url\":\"https://a.example/\"}],"
        "\"client\":{\"outbox\":[{\"path\":\"~/outbox\"}]}}";
  g_autoptr (IfaProfile) profile = ifa_profile_new_from_data (json, strlen (json), "test", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  put_invoice (self, "a.xml", "1", "1");
  ifa_outbox_read_async (profile, self->home, cancellable, remember_result, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ifa_outbox_read_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* 2026-11-20 is a Friday, and today is the Tuesday after it. */
static void
test_age (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *date;
    int n_days;
    int n_working_days;
  } ages[] = { { "2026-11-24", 0, 0 },   { "2026-11-30", 0, 0 },  { "2026-11-23", 1, 1 },
               { "2026-11-21", 3, 2 },   { "2026-11-20", 4, 2 },  { "2026-11-17", 7, 5 },
               { "2026-11-10", 14, 10 }, { "2026-11-08", 16, 12 } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 24, 0, 30, 0);
  const IfaDeadline two_days = { .working_days = 2, .hours = -1 };

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autoptr (IfaInvoice) invoice = ifa_invoice_new ("ubl");

      ifa_invoice_set (invoice, IFA_INVOICE_DATE, ages[i].date);
      g_assert_cmpint (ifa_invoice_get_age_days (invoice, now), ==, ages[i].n_days);
      g_assert_cmpint (ifa_invoice_get_age_working_days (invoice, now), ==, ages[i].n_working_days);
      g_assert_cmpint (ifa_deadline_is_past (&two_days, invoice, now), ==,
                       ages[i].n_working_days > 2);
    }
}

static void
test_age_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (IfaInvoice) invoice = ifa_invoice_new ("ubl");

  g_assert_cmpint (ifa_invoice_get_age_days (invoice, now), ==, -1);
  g_assert_cmpint (ifa_invoice_get_age_working_days (invoice, now), ==, -1);
  invoice->changed_s = g_date_time_to_unix (now) - 2 * 24 * 60 * 60;
  g_assert_cmpint (ifa_invoice_get_age_days (invoice, now), ==, 2);
}

#define ADD(name, function) g_test_add ("/outbox/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("folder", test_folder);
  ADD ("place-is-odd", test_place_is_odd);
  ADD ("database", test_database);
  ADD ("live-database", test_live_database);
  ADD ("hostile-database", test_hostile_database);
  ADD ("cancel", test_cancel);
  ADD ("age", test_age);
  ADD ("age-unknown", test_age_unknown);
  return g_test_run ();
}
