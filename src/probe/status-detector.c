/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-detector.h"

#include <string.h>

#include "json-outline.h"

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

/* A place in the body. */
typedef struct
{
  const IfaJsonOutline *outline;
  IfaJsonValue value;
} Place;

static gboolean
is_there (Place place)
{
  return place.value != IFA_JSON_NOTHING;
}

static Place
member (Place object, const char *name)
{
  return (Place){ object.outline, ifa_json_outline_member (object.outline, object.value, name) };
}

static Place
object_at (Place object, const char *name)
{
  Place found = member (object, name);

  if (!ifa_json_outline_is_object (found.outline, found.value))
    found.value = IFA_JSON_NOTHING;
  return found;
}

static Place
array_at (Place object, const char *name)
{
  Place found = member (object, name);

  if (!ifa_json_outline_is_array (found.outline, found.value))
    found.value = IFA_JSON_NOTHING;
  return found;
}

static Place
first_in (Place parent)
{
  return (Place){ parent.outline, ifa_json_outline_first (parent.outline, parent.value) };
}

static Place
next_in (Place parent, Place child)
{
  return (Place){ parent.outline,
                  ifa_json_outline_next (parent.outline, parent.value, child.value) };
}

static char *
dup_string_at (Place object, const char *name)
{
  return ifa_json_outline_dup_string (object.outline, member (object, name).value);
}

static gint64
integer_at (Place object, const char *name)
{
  gint64 number;

  return ifa_json_outline_get_integer (object.outline, member (object, name).value, &number)
             ? number
             : IFA_UNKNOWN_INTEGER;
}

static gint64
time_at (Place object, const char *name)
{
  g_autofree char *text = dup_string_at (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : IFA_UNKNOWN_INTEGER;
}

static IfaStatusState
state_at (Place object, const char *name)
{
  g_autofree char *word = dup_string_at (object, name);

  return state_of_word (word);
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

static void
add_name (GPtrArray *names, Place component)
{
  char *name = dup_string_at (component, "name");

  if (name != NULL)
    g_ptr_array_add (names, name);
}

/* Components that say anything but "fine"; the worst of them may be worse than the page's word. */
static void
read_components (IfaStatusFacts *facts, Place components)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!is_there (components))
    return;
  for (Place at = first_in (components); is_there (at); at = next_in (components, at))
    {
      IfaStatusState state = state_at (at, "status");

      if (state != IFA_STATUS_OK && state != IFA_STATUS_UNKNOWN)
        add_name (names, at);
    }
  note_affected (facts, names);
}

static gboolean
is_over (Place incident)
{
  g_autofree char *status = dup_string_at (incident, "status");

  return g_strcmp0 (status, "resolved") == 0 || g_strcmp0 (status, "postmortem") == 0
         || g_strcmp0 (status, "completed") == 0;
}

static void
read_first_open (IfaStatusFacts *facts, Place incidents, const char *start, const char *end)
{
  for (Place at = first_in (incidents); is_there (at); at = next_in (incidents, at))
    {
      if (!ifa_json_outline_is_object (at.outline, at.value) || is_over (at))
        continue;
      g_free (facts->message);
      facts->message = dup_string_at (at, "name");
      facts->message_start_s = time_at (at, start);
      facts->message_end_s = time_at (at, end);
      return;
    }
}

static gboolean
maintenance_is_under_way (Place maintenances)
{
  for (Place at = first_in (maintenances); is_there (at); at = next_in (maintenances, at))
    {
      g_autofree char *status = dup_string_at (at, "status");

      if (g_strcmp0 (status, "in_progress") == 0 || g_strcmp0 (status, "verifying") == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is to come. Without a clock here the latest is kept: the rules know what time it is. */
static void
note_planned (IfaStatusFacts *facts,
              Place work,
              const char *name,
              const char *start,
              const char *end)
{
  gint64 from_s = time_at (work, start);

  if (from_s == IFA_UNKNOWN_INTEGER || from_s <= facts->planned_from_s)
    return;
  g_free (facts->planned);
  facts->planned = dup_string_at (work, name);
  facts->planned_from_s = from_s;
  facts->planned_until_s = time_at (work, end);
}

static gboolean
try_statuspage (IfaStatusFacts *facts, Place root)
{
  Place status = object_at (root, "status");
  g_autofree char *indicator = dup_string_at (status, "indicator");
  Place maintenances = array_at (root, "scheduled_maintenances");

  if (indicator == NULL)
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_STATUSPAGE, indicator);
  facts->message = dup_string_at (status, "description");
  read_first_open (facts, array_at (root, "incidents"), "created_at", "resolved_at");
  if (facts->state == IFA_STATUS_OK && maintenance_is_under_way (maintenances))
    {
      facts->state = IFA_STATUS_MAINTENANCE;
      read_first_open (facts, maintenances, "scheduled_for", "scheduled_until");
    }
  for (Place at = first_in (maintenances); is_there (at); at = next_in (maintenances, at))
    {
      g_autofree char *state = dup_string_at (at, "status");

      if (g_strcmp0 (state, "scheduled") == 0)
        note_planned (facts, at, "name", "scheduled_for", "scheduled_until");
    }
  read_components (facts, array_at (root, "components"));
  return TRUE;
}

static gboolean
try_instatus (IfaStatusFacts *facts, Place root)
{
  g_autofree char *word = dup_string_at (object_at (root, "page"), "status");

  if (word == NULL)
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_INSTATUS, word);
  read_first_open (facts, array_at (root, "activeIncidents"), "started", "resolved");
  read_components (facts, array_at (root, "components"));
  return TRUE;
}

static gboolean
try_cstate (IfaStatusFacts *facts, Place root)
{
  g_autofree char *word = dup_string_at (root, "summaryStatus");

  if (!is_there (member (root, "cStateVersion")))
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_CSTATE, word);
  read_components (facts, array_at (root, "systems"));
  return TRUE;
}

/* Version 3 gives the number together with its word. */
static gint64
cachet_status (Place component)
{
  Place status = object_at (component, "status");

  return is_there (status) ? integer_at (status, "value") : integer_at (component, "status");
}

/* Component 1 operational, 2 slow, 3 partial outage, 4 major outage. */
static gboolean
try_cachet (IfaStatusFacts *facts, Place root)
{
  Place data = array_at (root, "data");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gint64 worst = 0;

  for (Place at = first_in (data); is_there (at); at = next_in (data, at))
    {
      Place attributes = object_at (at, "attributes");
      Place component = is_there (attributes) ? attributes : at;
      gint64 status = cachet_status (component);

      if (status < 1 || status > 4)
        return FALSE;
      worst = MAX (worst, status);
      if (status > 1)
        add_name (names, component);
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
static gint64
last_beat (Place beats)
{
  gint64 status = IFA_UNKNOWN_INTEGER;

  for (Place at = first_in (beats); is_there (at); at = next_in (beats, at))
    status = integer_at (at, "status");
  return status;
}

static gboolean
try_uptime_kuma (IfaStatusFacts *facts, Place root)
{
  Place monitors = object_at (root, "heartbeatList");
  guint n_up = 0;
  guint n_maintenance = 0;
  guint n_all = 0;

  if (!is_there (monitors))
    return FALSE;
  for (Place at = first_in (monitors); is_there (at); at = next_in (monitors, at))
    {
      gint64 status;

      if (!ifa_json_outline_is_array (at.outline, at.value) || !is_there (first_in (at)))
        continue;
      status = last_beat (at);
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
try_better_stack (IfaStatusFacts *facts, Place root)
{
  g_autofree char *word
      = dup_string_at (object_at (object_at (root, "data"), "attributes"), "aggregate_state");

  if (word == NULL)
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_BETTER_STACK, word);
  return TRUE;
}

/* The lighthouse of KSeF keeps what is past and what is to come among its messages; a failure that
 * has ended has a second message with the same event. */
static void
read_latarnia_messages (IfaStatusFacts *facts, Place messages)
{
  gboolean has_message = FALSE;

  for (Place message = first_in (messages); is_there (message);
       message = next_in (messages, message))
    {
      g_autofree char *category = dup_string_at (message, "category");
      g_autofree char *type = dup_string_at (message, "type");

      if (g_strcmp0 (type, "MAINTENANCE_ANNOUNCEMENT") == 0)
        note_planned (facts, message, "title", "start", "end");
      if (has_message || g_strcmp0 (category, facts->word) != 0)
        continue;
      has_message = TRUE;
      facts->message = dup_string_at (message, "title");
      facts->message_start_s = time_at (message, "start");
      facts->message_end_s = time_at (message, "end");
    }
}

static gboolean
try_latarnia (IfaStatusFacts *facts, Place root)
{
  static const char *const known[]
      = { "AVAILABLE", "MAINTENANCE", "FAILURE", "TOTAL_FAILURE", NULL };
  g_autofree char *word = dup_string_at (root, "status");

  if (word == NULL || !g_strv_contains (known, word))
    return FALSE;
  settle (facts, IFA_STATUS_FORMAT_KSEF_LATARNIA, word);
  read_latarnia_messages (facts, array_at (root, "messages"));
  return TRUE;
}

/* health+json has "checks" with arrays in an object, MicroProfile an array, Spring "components". */
static gboolean
try_health (IfaStatusFacts *facts, Place root, const char *content_type)
{
  g_autofree char *word = dup_string_at (root, "status");
  gboolean is_health_json = content_type != NULL && strstr (content_type, "health+json") != NULL;

  if (word == NULL)
    return FALSE;
  if (is_health_json || is_there (object_at (root, "checks")))
    settle (facts, IFA_STATUS_FORMAT_HEALTH_JSON, word);
  else if (is_there (array_at (root, "checks")))
    {
      settle (facts, IFA_STATUS_FORMAT_MICROPROFILE, word);
      read_components (facts, array_at (root, "checks"));
    }
  else if (is_there (object_at (root, "components")) || is_there (object_at (root, "details")))
    settle (facts, IFA_STATUS_FORMAT_SPRING_ACTUATOR, word);
  else
    settle (facts, IFA_STATUS_FORMAT_GENERIC, word);
  return TRUE;
}

static gboolean
try_json (IfaStatusFacts *facts, const char *content_type, const char *body, gsize length)
{
  g_autoptr (IfaJsonOutline) outline = ifa_json_outline_new (body, length);
  Place root = { outline, 0 };

  if (outline == NULL || !ifa_json_outline_is_object (outline, root.value))
    return FALSE;

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
