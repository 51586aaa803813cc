/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report as one HTML file: no script, nothing fetched, every foreign word escaped. */

#include "report-private.h"

#include <glib/gi18n-lib.h>

#include "html-map.h"
#include "html-style.h"
#include "outline.h"
#include "text-layout.h"

#define WIDE_MAP 780
#define NARROW_MAP 300

/* What stands open around the next block. */
typedef struct
{
  GString *out;
  const IfaReport *report;
  gboolean in_section;
  const char *list; /* (nullable): the element's name */
  gboolean rtl;
} Page;

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *visible = ifa_text_dup_visible (text != NULL ? text : "");
  g_autofree char *escaped = g_markup_escape_text (visible, -1);

  g_string_append (out, escaped);
}

static void
append_element (GString *out, const char *open, const char *text, const char *close)
{
  g_string_append (out, open);
  append_escaped (out, text);
  g_string_append (out, close);
}

static void
close_list (Page *page)
{
  if (page->list != NULL)
    g_string_append_printf (page->out, "</%s>\n", page->list);
  page->list = NULL;
}

static void
open_list (Page *page, const char *list, const char *class)
{
  if (g_strcmp0 (page->list, list) == 0)
    return;
  close_list (page);
  page->list = list;
  if (class != NULL)
    g_string_append_printf (page->out, "<%s class=\"%s\">\n", list, class);
  else
    g_string_append_printf (page->out, "<%s>\n", list);
}

static void
close_section (Page *page)
{
  close_list (page);
  if (page->in_section)
    g_string_append (page->out, "</section>\n");
  page->in_section = FALSE;
}

static void
open_section (Page *page, const IfaBlock *block)
{
  close_section (page);
  page->in_section = TRUE;
  g_string_append (page->out, block->is_technical ? "<section class=\"it\">" : "<section>");
  append_element (page->out, "<h2>", block->text, "</h2>\n");
}

/* The verdict in one line over the headline. */
static void
append_banner (Page *page)
{
  static const char *const signs[] = {
    [IFA_VERDICT_INCOMPLETE] = "–",
    [IFA_VERDICT_OK] = "✓",
    [IFA_VERDICT_ATTENTION] = "!",
    [IFA_VERDICT_PROBLEM] = "✕",
  };
  static const char *const classes[] = {
    [IFA_VERDICT_INCOMPLETE] = "",
    [IFA_VERDICT_OK] = "pass",
    [IFA_VERDICT_ATTENTION] = "attention",
    [IFA_VERDICT_PROBLEM] = "fail",
  };
  IfaVerdict verdict = page->report->diagnosis->verdict;

  g_string_append_printf (page->out,
                          "<p class=\"banner %s\"><span class=\"sign %s\" aria-hidden=\"true\">%s"
                          "</span>",
                          ifa_verdict_to_string (verdict), classes[verdict], signs[verdict]);
  append_element (page->out, "<span>", ifa_words_verdict_title (verdict), "</span></p>\n");
}

static void
append_title (Page *page, const char *title)
{
  append_element (page->out, "<h1>", title, "</h1>\n");
  append_banner (page);
}

static void
append_map (Page *page, const char *sentence)
{
  append_element (page->out, "<div class=\"map\" role=\"img\" aria-label=\"", sentence, "\">\n");
  ifa_html_append_map (page->out, page->report->diagnosis->stations, WIDE_MAP, page->rtl);
  ifa_html_append_map (page->out, page->report->diagnosis->stations, NARROW_MAP, page->rtl);
  g_string_append (page->out, "</div>\n");
}

static const char *
sign_of (const char *status)
{
  if (g_strcmp0 (status, "pass") == 0)
    return "✓";
  if (g_strcmp0 (status, "fail") == 0)
    return "✕";
  return g_strcmp0 (status, "attention") == 0 ? "!" : "–";
}

static void
append_check (Page *page, const IfaBlock *block)
{
  open_list (page, "ul", "checks");
  g_string_append_printf (page->out, "<li><span class=\"sign %s\" aria-hidden=\"true\">%s</span>",
                          block->status, sign_of (block->status));
  g_string_append (page->out, "<span>");
  if (g_strcmp0 (block->status, "skipped") != 0)
    {
      g_string_append_printf (page->out, "<span class=\"word %s\">", block->status);
      append_element (page->out, "", ifa_words_check_status (block->status), "</span> · ");
    }
  append_element (page->out, "", block->text, "</span>");
  append_element (page->out, "<small>", block->label, " ");
  append_element (page->out, "<code>", block->detail, "</code></small></li>\n");
}

static void
append_group (Page *page, const IfaBlock *block)
{
  close_list (page);
  append_element (page->out, "<h3>", block->text, "");
  if (block->label != NULL)
    append_element (page->out, " <code>", block->label, "</code>");
  g_string_append (page->out, "</h3>\n");
}

static void
append_block (Page *page, const IfaBlock *block)
{
  switch (block->kind)
    {
    case IFA_BLOCK_TITLE:
      append_title (page, block->text);
      break;
    case IFA_BLOCK_MAP:
      append_map (page, block->text);
      break;
    case IFA_BLOCK_SECTION:
      open_section (page, block);
      break;
    case IFA_BLOCK_TEXT:
      close_list (page);
      append_element (page->out, "<p>", block->text, "</p>\n");
      break;
    case IFA_BLOCK_STEP:
      open_list (page, "ol", "steps");
      append_element (page->out, "<li>", block->text, "</li>\n");
      break;
    case IFA_BLOCK_GROUP:
      append_group (page, block);
      break;
    case IFA_BLOCK_BADGE:
      open_list (page, "ul", "badges");
      append_element (page->out, "<li><span>", block->label, ":</span> ");
      append_element (page->out, "<b>", block->text, "</b></li>\n");
      break;
    case IFA_BLOCK_CHECK:
      append_check (page, block);
      break;
    case IFA_BLOCK_FACT:
      open_list (page, "dl", NULL);
      append_element (page->out, "<dt>", block->label, "</dt>");
      append_element (page->out, "<dd>", block->text, "</dd>\n");
      break;
    default:
      g_return_if_reached ();
    }
}

static void
append_head (Page *page, const char *language)
{
  GString *out = page->out;
  const IfaReport *report = page->report;

  g_string_append_printf (out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n", language,
                          page->rtl ? "rtl" : "ltr");
  g_string_append (out,
                   "<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; img-src data:\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n");
  append_element (out, "<title>", _ ("Report of Invoice First Aid"), "");
  append_element (out, " – ", report->profile_name, "</title>\n");
  g_string_append_printf (out, "<style>\n%s</style>\n</head>\n<body>\n<header>", ifa_html_style);
  append_element (out, "<span><b>", _ ("Report of Invoice First Aid"), "</b>");
  if (report->profile_name != NULL)
    append_element (out, " · ", report->profile_name, "");
  append_element (out, "</span><time>", report->started, "</time></header>\n<main>\n");
}

static void
append_foot (Page *page)
{
  close_section (page);
  g_string_append (page->out, "</main>\n<footer>");
  append_element (page->out, "<p>",
                  _ ("This file fetches nothing and runs nothing. What is private was replaced by "
                     "placeholders: the same thing has the same placeholder throughout."),
                  "</p>");
  append_element (page->out, "<p class=\"mono\">", page->report->id, "</p>");
  g_string_append (page->out, "</footer>\n</body>\n</html>\n");
}

/**
 * ifa_report_to_html:
 * @report: a redacted report
 *
 * Returns: (transfer full): one HTML file in UTF-8
 */
GBytes *
ifa_report_to_html (const IfaReport *report)
{
  g_autoptr (IfaOutline) outline = ifa_outline_new (report);
  g_autofree char *language = ifa_report_dup_language ();
  Page page = { .out = g_string_new (NULL), .report = report };

  page.rtl = ifa_report_language_is_rtl (language);
  append_head (&page, language);
  for (guint i = 0; i < outline->blocks->len; i++)
    append_block (&page, &g_array_index (outline->blocks, IfaBlock, i));
  append_foot (&page);
  return g_string_free_to_bytes (page.out);
}
