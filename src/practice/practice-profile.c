/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-profile.h"

#include "practice-answers.h"

#include <json-glib/json-glib.h>

/* Everything but the ports. A profile carries its own languages, so these texts stand here and not
 * in the message catalogue. */
static const char template[]
    = "{"
      " \"format\": \"invoice-first-aid-profile/1\", \"id\": \"practice\", \"version\": 1,"
      " \"name\": {\"en\": \"Practice service (on this computer)\","
      "            \"zh_CN\": \"练习服务（本机）\"},"
      " \"vendor\": {\"name\": \"Practice vendor\", \"email\": \"support@practice.invoice.example\","
      "   \"phone\": \"+00 000 000 00\", \"url\": \"https://support.practice.invoice.example/\","
      "   \"hours\": {\"en\": \"Always, and never: this vendor is made up for practice\","
      "               \"zh_CN\": \"全天候（练习用的虚构厂商）\"}},"
      " \"endpoints\": [{\"id\": \"api\","
      "   \"name\": {\"en\": \"Issuing invoices\", \"zh_CN\": \"开票\"},"
      "   \"url\": \"\", \"required\": true,"
      "   \"expect\": {\"status\": [200], \"format\": \"json\","
      "     \"error_code\": {\"path\": \"$.code\", \"ok\": [0], \"message\": \"$.msg\"}}}],"
      " \"clock\": {\"ntp\": []},"
      " \"control\": {\"connectivity\": \"\", \"https\": []},"
      " \"errors\": [{\"code\": \"50003\","
      "   \"title\": {\"en\": \"The service's queue is full (made up for practice)\","
      "               \"zh_CN\": \"服务端排队已满（练习用的虚构代码）\"},"
      "   \"explanation\": {"
      "     \"en\": \"This code exists only in the practice service. No real service is meant by it.\","
      "     \"zh_CN\": \"这个代码只用于练习服务，与任何真实的开票服务无关。\"},"
      "   \"steps\": [{\"en\": \"Wait ten minutes, then try again.\","
      "                \"zh_CN\": \"等十分钟后再试。\"},"
      "               {\"en\": \"If it stays, tell the vendor the code and the time.\","
      "                \"zh_CN\": \"如果还是不行，把代码和时间告诉服务厂商。\"}]}],"
      " \"contingency\": {"
      "   \"title\": {\"en\": \"If you need an invoice while the practice service is down\","
      "               \"zh_CN\": \"练习服务中断期间需要开票时\"},"
      "   \"steps\": [{\"en\": \"Write down what was sold, to whom, and when.\","
      "                \"zh_CN\": \"记下销售内容、购买方和时间。\"},"
      "               {\"en\": \"Issue the invoice as soon as the service answers again.\","
      "                \"zh_CN\": \"服务恢复后马上补开。\"}],"
      "   \"source\": \"Made up for practice: real rules differ from country to country\"}"
      "}";

static char *
dup_url (const char *scheme, const char *host, guint16 port, const char *path)
{
  return g_strdup_printf ("%s://%s:%u%s", scheme, host, port, path);
}

/**
 * ifa_practice_dup_profile_json:
 * @ports: (array fixed-size=3): the port of each listener
 *
 * Returns: (transfer full): the profile's text, in the format of every other profile
 */
char *
ifa_practice_dup_profile_json (const guint16 *ports)
{
  g_autoptr (JsonNode) root = json_from_string (template, NULL);
  JsonObject *profile = json_node_get_object (root);
  JsonArray *endpoints = json_object_get_array_member (profile, "endpoints");
  JsonObject *controls = json_object_get_object_member (profile, "control");
  g_autofree char *api = NULL;
  g_autofree char *connectivity = NULL;
  g_autofree char *control = NULL;

  api = dup_url ("https", IFA_PRACTICE_HOST, ports[IFA_PRACTICE_LISTENER_SERVICE],
                 IFA_PRACTICE_HEALTH_PATH);
  connectivity
      = dup_url ("http", IFA_PRACTICE_CONNECTIVITY_HOST, ports[IFA_PRACTICE_LISTENER_CONNECTIVITY],
                 IFA_PRACTICE_CONNECTIVITY_PATH);
  control = dup_url ("https", IFA_PRACTICE_CONTROL_HOST, ports[IFA_PRACTICE_LISTENER_CONTROL], "/");
  json_object_set_string_member (json_array_get_object_element (endpoints, 0), "url", api);
  json_object_set_string_member (controls, "connectivity", connectivity);
  json_array_add_string_element (json_object_get_array_member (controls, "https"), control);
  return json_to_string (root, TRUE);
}
