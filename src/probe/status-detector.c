/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-detector.h"

#include <string.h>

#include "json-bounds.h"

/* Conventions and their words were read in their own repositories and specifications: Atlassian
 * Statuspage v2, cState, Cachet, Uptime Kuma, draft-inadarei-api-health-check-06, Spring Boot
 * actuator, MicroProfile Health, Kubernetes, KSeF Latarnia, SEFAZ NfeStatusServico4. */

#define MAX_AFFECTED 32
#define MAX_CHECKS 1000

typedef struct
{
  const char *word; /* lower case */
  IfaStatusState state;
} Word;

/* One vocabulary for all: no word means different things in two of the conventions. */
static const Word words[] = {
  { "none", IFA_STATUS_OK },
  { "ok", IFA_STATUS_OK },
  { "up", IFA_STATUS_OK },
  { "pass", IFA_STATUS_OK },
  { "notice", IFA_STATUS_OK },
  { "operational", IFA_STATUS_OK },
  { "available", IFA_STATUS_OK },
  { "healthy", IFA_STATUS_OK },
  { "minor", IFA_STATUS_DEGRADED },
  { "warn", IFA_STATUS_DEGRADED },
  { "degraded", IFA_STATUS_DEGRADED },
  { "disrupted", IFA_STATUS_DEGRADED },
  { "hasissues", IFA_STATUS_DEGRADED },
  { "degraded_performance", IFA_STATUS_DEGRADED },
  { "degradedperformance", IFA_STATUS_DEGRADED },
  { "partial_outage", IFA_STATUS_DEGRADED },
  { "partialoutage", IFA_STATUS_DEGRADED },
  { "major", IFA_STATUS_DOWN },
  { "critical", IFA_STATUS_DOWN },
  { "down", IFA_STATUS_DOWN },
  { "fail", IFA_STATUS_DOWN },
  { "error", IFA_STATUS_DOWN },
  { "downtime", IFA_STATUS_DOWN },
  { "unhealthy", IFA_STATUS_DOWN },
  { "out_of_service", IFA_STATUS_DOWN },
  { "major_outage", IFA_STATUS_DOWN },
  { "majoroutage", IFA_STATUS_DOWN },
  { "failure", IFA_STATUS_DOWN },
  { "total_failure", IFA_STATUS_DOWN },
  { "maintenance", IFA_STATUS_MAINTENANCE },
  { "under_maintenance", IFA_STATUS_MAINTENANCE },
  { "undermaintenance", IFA_STATUS_MAINTENANCE },
};

static IfaStatusState
state_of_word (const char *word)
{
  char first = word != NULL ? g_ascii_tolower (*word) : '\0';

  /* A page may name tens of thousands of parts: the first letter decides most of it. */
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (words[i].word[0] == first && g_ascii_strcasecmp (words[i].word, word) == 0)
      return words[i].state;
  return IFA_STATUS_UNKNOWN;
}

static const char *
string_at (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonObject *
object_at (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
array_at (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
element_object (JsonArray *array, guint position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gint64
integer_at (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : IFA_UNKNOWN_INTEGER;
}

static gint64
time_at (JsonObject *object, const char *name)
{
  const char *text = string_at (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : IFA_UNKNOWN_INTEGER;
}

static void
settle (IfaStatusFacts *facts, IfaStatusFormat format, const char *word)
{
  facts->format = format;
  facts->state = state_of_word (word);
  g_free (facts->word);
  facts->word = g_strdup (word);
}

static void
note_affected (IfaStatusFacts *facts, GPtrArray *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  facts->n_affected = names->len;
  for (guint i = 0; i < names->len && i < MAX_AFFECTED; i++)
    g_strv_builder_add (builder, g_ptr_array_index (names, i));
  g_strfreev (facts->affected);
  facts->affected = g_strv_builder_end (builder);
}

/* Components that say anything but "fine"; the worst of them may be worse than the page's word. */
static void
read_components (IfaStatusFacts *facts, JsonArray *components)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; components != NULL && i < json_array_get_length (components); i++)
    {
      JsonObject *component = element_object (components, i);
      IfaStatusState state = state_of_word (string_at (component, "status"));
      const char *name = string_at (component, "name");

      if (name != NULL && state != IFA_STATUS_OK && state != IFA_STATUS_UNKNOWN)
        g_ptr_array_add (names, (gpointer) name);
    }
  if (components != NULL)
    note_affected (facts, names);
}

static gboolean
is_over (JsonObject *incident)
{
  const char *status = string_at (incident, "status");

  return g_strcmp0 (status, "resolved") == 0 || g_strcmp0 (status, "postmortem") == 0
         || g_strcmp0 (status, "completed") == 0;
}

static void
read_first_open (IfaStatusFacts *facts, JsonArray *incidents, const char *start, const char *end)
{
  for (guint i = 0; incidents != NULL && i < json_array_get_length (incidents); i++)
    {
      JsonObject *incident = element_object (incidents, i);

      if (incident == NULL || is_over (incident))
        continue;
      g_free (facts->message);
      facts->message = g_strdup (string_at (incident, "name"));
      facts->message_start_s = time_at (incident, start);
      facts->message_end_s = time_at (incident, end);
      return;
    }
}

static gboolean
maintenance_is_under_way (JsonArray *maintenances)
{
  for (guint i = 0; maintenances != NULL && i < json_array_get_length (maintenances); i++)
    {
      const char *status = string_at (element_object (maintenances, i), "status");
      if (g_strcmp0 (status, "in_progress") == 0 || g_strcmp0 (status, "verifying") == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is to come. Without a clock here the latest is kept: the rules know what time it is. */
static void
note_planned (IfaStatusFacts *facts,
              JsonObject *work,
              const char *name,
              const char *start,
              const char *end)
{
  gint64 from_s = time_at (work, start);

  if (from_s == IFA_UNKNOWN_INTEGER || from_s <= facts->planned_from_s)
    return;
  g_free (facts->planned);
  facts->planned = g_strdup (string_at (work, name));
  facts->planned_from_s = from_s;
  facts->planned_until_s = time_at (work, end);
}

static gboolean
try_statuspage (IfaStatusFacts *facts, JsonObject *root)
{
  JsonObject *status = object_at (root, "status");
  const char *indicator = string_at (status, "indicator");
  JsonArray *maintenances = array_at (root, "scheduled_maintenances");

  if (indicator == NULL)
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_STATUSPAGE, indicator);
  facts->message = g_strdup (string_at (status, "description"));
  read_first_open (facts, array_at (root, "incidents"), "created_at", "resolved_at");
  if (facts->state == IFA_STATUS_OK && maintenance_is_under_way (maintenances))
    {
      facts->state = IFA_STATUS_MAINTENANCE;
      read_first_open (facts, maintenances, "scheduled_for", "scheduled_until");
    }
  for (guint i = 0; maintenances != NULL && i < json_array_get_length (maintenances); i++)
    {
      JsonObject *work = element_object (maintenances, i);

      if (g_strcmp0 (string_at (work, "status"), "scheduled") == 0)
        note_planned (facts, work, "name", "scheduled_for", "scheduled_until");
    }
  read_components (facts, array_at (root, "components"));
  return TRUE;
}

static gboolean
try_instatus (IfaStatusFacts *facts, JsonObject *root)
{
  const char *word = string_at (object_at (root, "page"), "status");

  if (word == NULL)
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_INSTATUS, word);
  read_first_open (facts, array_at (root, "activeIncidents"), "started", "resolved");
  read_components (facts, array_at (root, "components"));
  return TRUE;
}

static gboolean
try_cstate (IfaStatusFacts *facts, JsonObject *root)
{
  if (!json_object_has_member (root, "cStateVersion"))
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_CSTATE, string_at (root, "summaryStatus"));
  read_components (facts, array_at (root, "systems"));
  return TRUE;
}

/* Version 3 gives the number together with its word. */
static gint64
cachet_status (JsonObject *component)
{
  JsonObject *status = object_at (component, "status");

  return status != NULL ? integer_at (status, "value") : integer_at (component, "status");
}

/* Component 1 operational, 2 slow, 3 partial outage, 4 major outage. */
static gboolean
try_cachet (IfaStatusFacts *facts, JsonObject *root)
{
  JsonArray *data = array_at (root, "data");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gint64 worst = 0;

  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonObject *component = element_object (data, i);
      JsonObject *attributes = object_at (component, "attributes");
      gint64 status = cachet_status (attributes != NULL ? attributes : component);
      const char *name = string_at (attributes != NULL ? attributes : component, "name");

      if (status < 1 || status > 4)
        return FALSE;
      worst = MAX (worst, status);
      if (status > 1 && name != NULL)
        g_ptr_array_add (names, (gpointer) name);
    }
  if (worst == 0)
    return FALSE;

  facts->format = IFA_STATUS_FORMAT_CACHET;
  facts->state = worst == 1 ? IFA_STATUS_OK : worst == 4 ? IFA_STATUS_DOWN : IFA_STATUS_DEGRADED;
  facts->word = g_strdup_printf ("%" G_GINT64_FORMAT, worst);
  note_affected (facts, names);
  return TRUE;
}

/* The last heartbeat of each monitor: 0 down, 1 up, 2 pending, 3 maintenance. */
static gboolean
try_uptime_kuma (IfaStatusFacts *facts, JsonObject *root)
{
  JsonObject *monitors = object_at (root, "heartbeatList");
  g_autoptr (GList) names = monitors != NULL ? json_object_get_members (monitors) : NULL;
  guint n_up = 0;
  guint n_maintenance = 0;
  guint n_all = 0;

  if (monitors == NULL)
    return FALSE;
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonArray *beats = array_at (monitors, name->data);
      gint64 status;

      if (beats == NULL || json_array_get_length (beats) == 0)
        continue;
      status = integer_at (element_object (beats, json_array_get_length (beats) - 1), "status");
      n_all++;
      n_up += status == 1;
      n_maintenance += status == 3;
    }

  facts->format = IFA_STATUS_FORMAT_UPTIME_KUMA;
  facts->n_affected = n_all - n_up;
  if (n_all > 0)
    facts->state = n_maintenance > 0 ? IFA_STATUS_MAINTENANCE
                   : n_up == n_all   ? IFA_STATUS_OK
                   : n_up == 0       ? IFA_STATUS_DOWN
                                     : IFA_STATUS_DEGRADED;
  return TRUE;
}

static gboolean
try_better_stack (IfaStatusFacts *facts, JsonObject *root)
{
  const char *word
      = string_at (object_at (object_at (root, "data"), "attributes"), "aggregate_state");

  if (word == NULL)
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_BETTER_STACK, word);
  return TRUE;
}

/* The lighthouse of KSeF keeps what is past and what is to come among its messages; a failure that
 * has ended has a second message with the same event. */
static void
read_latarnia_messages (IfaStatusFacts *facts, JsonArray *messages)
{
  gboolean has_message = FALSE;

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = element_object (messages, i);
      const char *category = string_at (message, "category");

      if (g_strcmp0 (string_at (message, "type"), "MAINTENANCE_ANNOUNCEMENT") == 0)
        note_planned (facts, message, "title", "start", "end");
      if (has_message || g_strcmp0 (category, facts->word) != 0)
        continue;
      has_message = TRUE;
      facts->message = g_strdup (string_at (message, "title"));
      facts->message_start_s = time_at (message, "start");
      facts->message_end_s = time_at (message, "end");
    }
}

static gboolean
try_latarnia (IfaStatusFacts *facts, JsonObject *root)
{
  static const char *const known[]
      = { "AVAILABLE", "MAINTENANCE", "FAILURE", "TOTAL_FAILURE", NULL };
  const char *word = string_at (root, "status");

  if (word == NULL || !g_strv_contains (known, word))
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_KSEF_LATARNIA, word);
  read_latarnia_messages (facts, array_at (root, "messages"));
  return TRUE;
}

/* health+json has "checks" with arrays in an object, MicroProfile an array, Spring "components". */
static gboolean
try_health (IfaStatusFacts *facts, JsonObject *root, const char *content_type)
{
  const char *word = string_at (root, "status");
  gboolean is_health_json = content_type != NULL && strstr (content_type, "health+json") != NULL;

  if (word == NULL)
    return FALSE;
  if (is_health_json || object_at (root, "checks") != NULL)
    settle (facts, IFA_STATUS_FORMAT_HEALTH_JSON, word);
  else if (array_at (root, "checks") != NULL)
    {
      settle (facts, IFA_STATUS_FORMAT_MICROPROFILE, word);
      read_components (facts, array_at (root, "checks"));
    }
  else if (object_at (root, "components") != NULL || object_at (root, "details") != NULL)
    settle (facts, IFA_STATUS_FORMAT_SPRING_ACTUATOR, word);
  else
    settle (facts, IFA_STATUS_FORMAT_GENERIC, word);
  return TRUE;
}

static gboolean
try_json (IfaStatusFacts *facts, const char *content_type, const char *body, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *node = NULL;
  JsonObject *root = NULL;

  if (!ifa_json_is_bounded (body, length)
      || !json_parser_load_from_data (parser, body, length, NULL))
    return FALSE;
  node = json_parser_get_root (parser);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  root = json_node_get_object (node);
  return try_statuspage (facts, root) || try_cstate (facts, root) || try_uptime_kuma (facts, root)
         || try_better_stack (facts, root) || try_instatus (facts, root) || try_cachet (facts, root)
         || try_latarnia (facts, root) || try_health (facts, root, content_type);
}

/* cStat 107 in operation, 108 and 109 out of it. Some states write the element with a prefix. */
static gboolean
try_sefaz (IfaStatusFacts *facts, const char *text)
{
  const char *tag = strstr (text, "cStat>");
  gint64 code;

  /* The element may have a prefix, and white space in it. */
  if (tag == NULL || tag == text || (tag[-1] != '<' && tag[-1] != ':'))
    return FALSE;
  code = g_ascii_strtoll (tag + strlen ("cStat>"), NULL, 10);
  if (code < 100 || code > 999)
    return FALSE;
  facts->format = IFA_STATUS_FORMAT_SEFAZ;
  facts->word = g_strdup_printf ("%d", (int) code);
  facts->state = code == 107                  ? IFA_STATUS_OK
                 : code == 108 || code == 109 ? IFA_STATUS_DOWN
                                              : IFA_STATUS_UNKNOWN;
  return TRUE;
}

/* Whoever is turned away, or asks in the wrong place, learns nothing of the service's state. Only
 * health+json itself says "fail" with such a status (draft-inadarei-api-health-check-06, 3.1). */
static gboolean
is_turned_away (const IfaStatusFacts *facts, const char *content_type)
{
  return facts->status >= 400 && facts->status <= 499
         && (content_type == NULL || strstr (content_type, "health+json") == NULL);
}

/* "ok", or a line for each check and one for all: "[-]etcd failed", "readyz check failed". */
static gboolean
try_kubernetes (IfaStatusFacts *facts, const char *text)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (g_ascii_strcasecmp (text, "ok") == 0)
    {
      settle (facts, IFA_STATUS_FORMAT_KUBERNETES, "ok");
      return TRUE;
    }
  if (!g_str_has_prefix (text, "[+]") && !g_str_has_prefix (text, "[-]"))
    return FALSE;

  lines = g_strsplit (text, "\n", MAX_CHECKS);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "[-]"))
      {
        lines[i][strcspn (lines[i], " ")] = '\0';
        g_ptr_array_add (names, lines[i] + strlen ("[-]"));
      }
  settle (facts, IFA_STATUS_FORMAT_KUBERNETES, names->len == 0 ? "ok" : "fail");
  note_affected (facts, names);
  return TRUE;
}

static gboolean
is_page (const char *text)
{
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (g_ascii_isspace (*text))
    text++;
  return g_ascii_strncasecmp (text, "<!doctype html", 14) == 0
         || g_ascii_strncasecmp (text, "<html", 5) == 0;
}

/* What the HTTP status alone says, where the body says nothing. */
static void
judge_by_status (IfaStatusFacts *facts)
{
  facts->format = IFA_STATUS_FORMAT_GENERIC;
  if (facts->status >= 200 && facts->status < 300)
    facts->state = IFA_STATUS_OK;
  else if (facts->status == 503)
    facts->state = IFA_STATUS_DOWN;
}

/**
 * ifa_status_detect:
 * @facts: with `status` set; gets what the page says
 * @content_type: (nullable): as promised
 * @body: the body; need not be terminated, need not be text
 * @length: its length in bytes, at most 1 MiB
 *
 * Tries the conventions from the most to the least specific. A page for people where data was
 * promised is no answer at all: a sign-in page or a filter, not the service's state.
 */
void
ifa_status_detect (IfaStatusFacts *facts, const char *content_type, const char *body, gsize length)
{
  g_autofree char *text = g_utf8_make_valid (body, length);

  facts->is_page = IFA_TRI (is_page (text));
  if (facts->is_page == IFA_TRI_YES)
    return;
  if (is_turned_away (facts, content_type))
    {
      facts->format = IFA_STATUS_FORMAT_GENERIC;
      return;
    }
  if (try_json (facts, content_type, body, length) || try_sefaz (facts, text))
    return;

  if (!try_kubernetes (facts, g_strstrip (text)))
    judge_by_status (facts);
}
