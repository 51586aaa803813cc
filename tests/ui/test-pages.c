/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Every page can be made, shown, filled, and leaves nothing behind. */

#include <adwaita.h>
#include <glib/gstdio.h>

#include "cache-page.h"
#include "checking-page.h"
#include "checks-page.h"
#include "compare-page.h"
#include "facts.h"
#include "help-page.h"
#include "history-page.h"
#include "listing-page.h"
#include "message-card.h"
#include "paper-page.h"
#include "paper-print.h"
#include "practice-page.h"
#include "report-page.h"
#include "restart-page.h"
#include "result-page.h"
#include "start-page.h"
#include "story-page.h"
#include "unsent-page.h"

#define N_ENDPOINTS 200
#define LONGEST_MS 50

static GtkWidget *
new_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 860, 820);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_widget_show (window);
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static void
test_each (void)
{
  GType types[] = {
    IFA_TYPE_START_PAGE,    IFA_TYPE_STORY_PAGE,  IFA_TYPE_PRACTICE_PAGE, IFA_TYPE_HELP_PAGE,
    IFA_TYPE_RESULT_PAGE,   IFA_TYPE_CHECKS_PAGE, IFA_TYPE_COMPARE_PAGE,  IFA_TYPE_REPORT_PAGE,
    IFA_TYPE_CHECKING_PAGE, IFA_TYPE_UNSENT_PAGE, IFA_TYPE_CACHE_PAGE,    IFA_TYPE_LISTING_PAGE,
    IFA_TYPE_HISTORY_PAGE,  IFA_TYPE_PAPER_PAGE,  IFA_TYPE_RESTART_PAGE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *page = g_object_ref_sink (g_object_new (types[i], NULL));
      GtkWidget *window = new_window (page);

      ifa_page_arrive (IFA_PAGE (page));
      gtk_test_widget_wait_for_draw (window);
      gtk_window_destroy (GTK_WINDOW (window));
      g_assert_finalize_object (page);
    }
}

static void
add_check (IfaEvidence *evidence, const IfaFactsType *type, guint endpoint, IfaOutcome outcome)
{
  g_autofree char *id = g_strdup_printf ("e%u", endpoint);
  IfaCheck *check = ifa_check_new (type, IFA_ROLE_SERVICE, id);

  check->outcome = outcome;
  check->duration_ms = endpoint;
  ifa_evidence_take (evidence, check);
}

/* A service as large as they come: over a thousand checks. */
static IfaResult *
new_result (guint n_endpoints, IfaOutcome outcome)
{
  const IfaFactsType *const types[]
      = { &ifa_endpoint_facts, &ifa_dns_facts, &ifa_tcp_facts, &ifa_tls_facts, &ifa_http_facts };
  g_autoptr (IfaEvidence) evidence = ifa_evidence_new ();
  IfaReport *report = NULL;

  for (guint e = 0; e < n_endpoints; e++)
    for (guint t = 0; t < G_N_ELEMENTS (types); t++)
      add_check (evidence, types[t], e, outcome);

  report = ifa_report_new (evidence, G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC, 1234);
  report->profile_name = g_strdup ("Example");
  ifa_report_complete (report);
  return ifa_result_new (report, NULL, NULL);
}

static void
test_result (void)
{
  const IfaOutcome outcomes[] = { IFA_OUTCOME_OK, IFA_OUTCOME_REFUSED, IFA_OUTCOME_NOT_TESTED };
  GtkWidget *page = g_object_ref_sink (g_object_new (IFA_TYPE_RESULT_PAGE, NULL));
  GtkWidget *window = new_window (page);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      IfaResult *result = new_result (3, outcomes[i]);

      ifa_result_page_show (IFA_RESULT_PAGE (page), result);
      gtk_test_widget_wait_for_draw (window);
      g_object_unref (result);
    }

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

/* The first of several times counts in what is loaded once; the best is what the code takes. */
static gint64
get_best_ms (void (*show) (GtkWidget *page, IfaResult *result), GtkWidget *page, IfaResult *result)
{
  gint64 best_us = G_MAXINT64;

  for (guint i = 0; i < 5; i++)
    {
      gint64 begun_us = g_get_monotonic_time ();

      show (page, result);
      best_us = MIN (best_us, g_get_monotonic_time () - begun_us);
    }
  return best_us / 1000;
}

static void
show_result (GtkWidget *page, IfaResult *result)
{
  ifa_result_page_show (IFA_RESULT_PAGE (page), result);
}

static void
show_checks (GtkWidget *page, IfaResult *result)
{
  ifa_checks_page_show (IFA_CHECKS_PAGE (page), result, -1);
}

/* No answer of the main loop may take longer than a person notices. */
static void
test_large (void)
{
  GtkWidget *result_page = g_object_ref_sink (g_object_new (IFA_TYPE_RESULT_PAGE, NULL));
  GtkWidget *checks_page = g_object_ref_sink (g_object_new (IFA_TYPE_CHECKS_PAGE, NULL));
  IfaResult *result = new_result (N_ENDPOINTS, IFA_OUTCOME_OK);
  gint64 result_ms = get_best_ms (show_result, result_page, result);
  gint64 checks_ms = get_best_ms (show_checks, checks_page, result);

  g_test_message ("%d endpoints: result %d ms, checks %d ms", N_ENDPOINTS, (int) result_ms,
                  (int) checks_ms);
  if (g_test_perf ())
    {
      g_assert_cmpint (result_ms, <, LONGEST_MS);
      g_assert_cmpint (checks_ms, <, LONGEST_MS);
    }

  g_assert_finalize_object (result_page);
  g_assert_finalize_object (checks_page);
  g_assert_finalize_object (result);
}

/* Two hundred paragraphs need more than one page, and none is lost. */
static void
test_print (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folder = g_dir_make_tmp ("ifa-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "paper.pdf", NULL);
  GtkPrintOperation *operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length = 0;
  int n_pages = 0;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%u. 断网时 <b> في حالة الطوارئ\n", i);
  operation = ifa_paper_print_new ("Emergency & more", text->str);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                            &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_object_get (operation, "n-pages", &n_pages, NULL);
  g_assert_cmpint (n_pages, >, 2);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, 5, "%PDF-", 5);
  g_assert_finalize_object (operation);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_func ("/pages/each", test_each);
  g_test_add_func ("/pages/result", test_result);
  g_test_add_func ("/pages/large", test_large);
  g_test_add_func ("/pages/print", test_print);
  return g_test_run ();
}
