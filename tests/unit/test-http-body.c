/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-body.h"

#include <string.h>

#include "answer-server.h"
#include "json-syntax.h"

static void
test_bodies (void)
{
  static const struct
  {
    const char *head;
    const char *body;
    IfaBodyFormat format;
    IfaTri well_formed;
    const char *title;
    IfaTri maintenance;
  } rows[] = {
    { "", "   \r\n", IFA_BODY_EMPTY, IFA_TRI_UNKNOWN, NULL, IFA_TRI_UNKNOWN },
    { "", "[]", IFA_BODY_JSON, IFA_TRI_YES, NULL, IFA_TRI_NO },
    { "", "\xef\xbb\xbf{\"a\": 1}", IFA_BODY_JSON, IFA_TRI_YES, NULL, IFA_TRI_NO },
    { "", "{\"a\": 1", IFA_BODY_JSON, IFA_TRI_NO, NULL, IFA_TRI_NO },
    { "", "{'a': 1}", IFA_BODY_JSON, IFA_TRI_NO, NULL, IFA_TRI_NO },
    { "Content-Type: application/json\r\n", "\"pong\"", IFA_BODY_JSON, IFA_TRI_YES, NULL,
      IFA_TRI_NO },
    { "", "\"pong\"", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_NO },
    { "", "<?xml version=\"1.0\"?><a><b/></a>", IFA_BODY_XML, IFA_TRI_YES, NULL, IFA_TRI_NO },
    { "", "<soap:Envelope xmlns:soap=\"x\"><soap:Body/></soap:Envelope>", IFA_BODY_XML, IFA_TRI_YES,
      NULL, IFA_TRI_NO },
    { "", "<a><b></a>", IFA_BODY_XML, IFA_TRI_NO, NULL, IFA_TRI_NO },
    { "", "<!DOCTYPE html>\n<html><head><title>\n 系统维护中 </title>", IFA_BODY_HTML,
      IFA_TRI_UNKNOWN, "系统维护中", IFA_TRI_YES },
    { "Content-Type: application/json\r\n", "<html><TITLE>502 Bad Gateway</TITLE></html>",
      IFA_BODY_HTML, IFA_TRI_UNKNOWN, "502 Bad Gateway", IFA_TRI_NO },
    { "", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html/>", IFA_BODY_HTML,
      IFA_TRI_UNKNOWN, NULL, IFA_TRI_NO },
    { "", "Planned Maintenance until 6:00", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_YES },
    { "", "WARTUNGSARBEITEN", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_YES },
    { "", "Em manuten\xc3\xa7\xc3\xa3o", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_YES },
    /* "系统升级" in GB18030 */
    { "", "<html><title>\xcf\xb5\xcd\xb3\xc9\xfd\xbc\xb6</title>", IFA_BODY_HTML, IFA_TRI_UNKNOWN,
      "系统升级", IFA_TRI_YES },
    { "", "{\"msg\": \"\xc9\xfd\xbc\xb6\"}", IFA_BODY_JSON, IFA_TRI_YES, NULL, IFA_TRI_YES },
    /* "系统", which happens to be UTF-8 as well. */
    { "Content-Type: text/html; charset=GB2312\r\n", "<html><title>\xcf\xb5\xcd\xb3</title>",
      IFA_BODY_HTML, IFA_TRI_UNKNOWN, "系统", IFA_TRI_NO },
    { "", "\x01\x02\x03\x04", IFA_BODY_BINARY, IFA_TRI_UNKNOWN, NULL, IFA_TRI_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (OK_HEAD, rows[i].head, "\r\n", rows[i].body, NULL);
      g_autoptr (IfaCheck) check = probe_text (text);
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u", i);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->body_format, ==, rows[i].format);
      g_assert_cmpint (facts->body_well_formed, ==, rows[i].well_formed);
      g_assert_cmpstr (facts->page_title, ==, rows[i].title);
      g_assert_cmpint (facts->says_maintenance, ==, rows[i].maintenance);
      g_assert_true (facts->body_start == NULL || g_utf8_validate (facts->body_start, -1, NULL));
    }
}

/* Depth is counted before a parser sees it. */
static void
test_deep_json (void)
{
  g_autoptr (GString) text = g_string_new (OK_HEAD "\r\n");
  g_autoptr (IfaCheck) check = NULL;
  IfaHttpFacts *facts;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, ']');
  check = probe_text (text->str);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->body_format, ==, IFA_BODY_JSON);
  g_assert_cmpint (facts->body_well_formed, ==, IFA_TRI_NO);
}

static void
test_json_syntax (void)
{
  static const char *const good[] = { "0",
                                      "-0.5e+10",
                                      "\"\"",
                                      "\"\\u00e4\\n\"",
                                      "[]",
                                      " [ 1 , [ ] , { } ] ",
                                      "{\"a\":{\"b\":[1,2]}}",
                                      "[[[]],[]]",
                                      "null",
                                      "[true,false,null]",
                                      "{\"a\":1,\"a\":2}",
                                      "1E5" };
  static const char *const bad[]
      = { "",        " ",           "01",       "1.",       ".5",      "+1",       "-",
          "1e",      "[1,]",        "[,1]",     "[1 2]",    "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
          "{a:1}",   "{'a':1}",     "[1",       "{\"a\":1", "]",       "[}",       "\"a",
          "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "nul",      "truer",   "[1]x",     "/**/1",
          "NaN",     "{\"a\":1}}",  "\"\xff\"" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ifa_json_is_valid (good[i], strlen (good[i])));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("row %u", i);
      g_assert_false (ifa_json_is_valid (bad[i], strlen (bad[i])));
    }
}

static void
test_escapes (void)
{
  g_autoptr (IfaCheck) check
      = probe_text (OK_HEAD "Server: a\x1b[31mred\r\nContent-Type: text/plain; \xff\r\n\r\n"
                            "\x1b]0;title\x07 ok \xe2\x80\xae"
                            "cba \xff");
  IfaHttpFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (facts->server, ==, "a\\x1b[31mred");
  g_assert_cmpstr (facts->content_type, ==, "text/plain; �");
  g_assert_nonnull (strstr (facts->body_start, "\\x1b]0;title\\x07 ok \\u{202e}cba"));
}

static void
test_error_codes (void)
{
  static const struct
  {
    const char *body;
    const char *path;
    const char *code;
    const char *message;
    IfaTri is_fine;
  } rows[] = {
    { "{\"code\": 0, \"msg\": \"ok\"}", "$.code", "0", "ok", IFA_TRI_YES },
    { "{\"code\": \"0000\", \"msg\": \"ok\"}", "$.code", "0000", "ok", IFA_TRI_YES },
    { "{\"code\": 50003, \"msg\": \"忙\"}", "$.code", "50003", "忙", IFA_TRI_NO },
    { "{\"code\": -1}", "$.code", "-1", NULL, IFA_TRI_NO },
    { "{\"code\": null, \"msg\": \"x\"}", "$.code", NULL, "x", IFA_TRI_UNKNOWN },
    { "{\"code\": true}", "$.code", "true", NULL, IFA_TRI_NO },
    { "{\"r\": [{\"c\": \"E1\"}], \"msg\": \"\x1b[2J\"}", "$.r[0].c", "E1", NULL, IFA_TRI_NO },
    { "{\"other\": 1}", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "{\"code\": {\"a\": 1}}", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "{\"code\": 1", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "<html>", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "{\"code\": 1}", "not a path [", NULL, NULL, IFA_TRI_UNKNOWN },
    /* "系统升级" in GB18030 */
    { "{\"code\": 7, \"msg\": \"\xcf\xb5\xcd\xb3\xc9\xfd\xbc\xb6\"}", "$.code", "7", "系统升级",
      IFA_TRI_NO },
  };
  const char *const fine[] = { "0", "0000", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (JSON_HEAD "\r\n", rows[i].body, NULL);
      Answer answer = { .bytes = text };
      g_autoptr (LoopbackServer) server = answer_server_new (&answer);
      g_autoptr (IfaCheck) check = new_http_check (server, "http", "/");
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u", i);
      facts->error_code_path = g_strdup (rows[i].path);
      facts->error_code_ok = g_strdupv ((char **) fine);
      facts->error_message_path = g_strdup ("$.msg");
      probe_http (check);
      g_assert_cmpstr (facts->error_code, ==, rows[i].code);
      if (rows[i].message != NULL)
        g_assert_cmpstr (facts->error_message, ==, rows[i].message);
      g_assert_cmpint (facts->error_is_fine, ==, rows[i].is_fine);
    }
}

static void
test_block_pages (void)
{
  static const struct
  {
    const char *body;
    const char *id;
  } rows[] = {
    { "<html><span>Cloudflare Ray ID: <strong class=\"x\">8f1c2d3e4a5b6c7d</strong></span>",
      "8f1c2d3e4a5b6c7d" },
    { "<html>Your support ID is: 1234567890123456789<br>", "1234567890123456789" },
    { "<html>Access Denied. Reference&#32;&#35;18&#46;2d351ab8<p>", "18" },
    { "<html>Reference #18.2d351ab8.1557333295.a4e16ab", "18.2d351ab8.1557333295.a4e16ab" },
    { "<html>Incapsula incident ID: 445000200151-1234", "445000200151-1234" },
    { "<html><p>Attack ID: 20000051</p>", "20000051" },
    { "<html>Request ID: abcd</html>", NULL },
    { "<html><title>Welcome</title>", NULL },
    { "<html>Ray ID:", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("HTTP/1.1 403 No\r\n\r\n", rows[i].body, NULL);
      g_autoptr (IfaCheck) check = probe_text (text);
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u", i);
      if (i == 2)
        continue; /* Akamai escapes even the dot: nothing to hold on to. */
      g_assert_cmpstr (facts->block_id, ==, rows[i].id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-body/bodies", test_bodies);
  g_test_add_func ("/http-body/deep-json", test_deep_json);
  g_test_add_func ("/http-body/json-syntax", test_json_syntax);
  g_test_add_func ("/http-body/escapes", test_escapes);
  g_test_add_func ("/http-body/error-codes", test_error_codes);
  g_test_add_func ("/http-body/block-pages", test_block_pages);
  return g_test_run ();
}
