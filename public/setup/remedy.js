// The set-up page: why an address cannot be read, and what to put beside the board so that it can, tool by tool.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};

  /** Tools with an API: which hosts are theirs, the address of the goals there, how a token is sent (`TOKEN` is read from
   *  a file), where one is made, and what else the request needs. */
  var TOOLS = [
    { name: 'Asana', host: /(^|\.)asana\.com$/, url: 'https://app.asana.com/api/1.0/goals?workspace=WORKSPACE&opt_fields=name,owner.name,team.name,status,due_on,metric,parent_goal', header: 'Authorization: Bearer TOKEN', where: 'app.asana.com/0/my-apps' },
    { name: 'Jira', host: /\.atlassian\.net$/, url: 'https://SITE.atlassian.net/rest/api/3/search/jql?jql=project%3DGOAL&fields=*all&maxResults=100', header: 'Authorization: Basic TOKEN', where: 'id.atlassian.com, Security, API tokens; TOKEN = base64 of mail:token' },
    { name: 'Trello', host: /(^|\.)trello\.com$/, url: 'https://api.trello.com/1/boards/BOARD?fields=all&lists=open&cards=open&checklists=all&customFields=true&card_customFieldItems=true&actions=commentCard', header: 'Authorization: OAuth oauth_consumer_key="KEY", oauth_token="TOKEN"', where: 'trello.com/power-ups/admin' },
    { name: 'GitHub', host: /(^|\.)github\.com$/, url: 'https://api.github.com/repos/OWNER/REPOSITORY/issues?state=all&per_page=100', header: 'Authorization: Bearer TOKEN', where: 'github.com/settings/tokens' },
    { name: 'GitLab', host: /gitlab/, url: 'https://gitlab.com/api/v4/groups/GROUP/epics?per_page=100', header: 'PRIVATE-TOKEN: TOKEN', where: 'Preferences, Access tokens (read_api)' },
    { name: 'Azure DevOps', host: /(dev\.azure\.com|visualstudio\.com)$/, url: 'https://dev.azure.com/ORGANISATION/PROJECT/_apis/wit/workitems?ids=1,2,3&$expand=all&api-version=7.1', header: 'Authorization: Basic TOKEN', where: 'User settings, Personal access tokens; TOKEN = base64 of :token' },
    { name: 'ClickUp', host: /clickup\.com$/, url: 'https://api.clickup.com/api/v2/team/TEAM/goal', header: 'Authorization: TOKEN', where: 'Settings, Apps, API token' },
    { name: 'Notion', host: /notion\.(com|so|site)$/, url: 'https://api.notion.com/v1/databases/DATABASE/query', header: 'Authorization: Bearer TOKEN', more: ['Notion-Version: 2022-06-28'], post: true, where: 'notion.so/my-integrations' },
    { name: 'Airtable', host: /airtable\.com$/, url: 'https://api.airtable.com/v0/BASE/TABLE', header: 'Authorization: Bearer TOKEN', where: 'airtable.com/create/tokens' },
    { name: 'Google Sheets', host: /(docs|sheets)\.google(apis)?\.com$/, url: 'https://sheets.googleapis.com/v4/spreadsheets/SHEET/values/A1:Z500', header: 'X-Goog-Api-Key: TOKEN', where: 'console.cloud.google.com, APIs & Services, Credentials' },
    { name: 'Linear', host: /linear\.app$/, url: 'https://api.linear.app/graphql', header: 'Authorization: TOKEN', post: true, where: 'linear.app, Settings, API' },
    { name: 'monday.com', host: /monday\.com$/, url: 'https://api.monday.com/v2', header: 'Authorization: TOKEN', post: true, where: 'Profile, Developers, API token' },
    { name: 'Basecamp', host: /basecamp/, url: 'https://3.basecampapi.com/ACCOUNT/projects.json', header: 'Authorization: Bearer TOKEN', where: 'launchpad.37signals.com' },
    { name: 'OpenProject', host: /openproject/, url: 'https://HOST/api/v3/work_packages?pageSize=200', header: 'Authorization: Basic TOKEN', where: 'My account, Access tokens; TOKEN = base64 of apikey:token' },
    { name: 'Stratsys', host: /stratsys/, url: 'https://HOST/api/export/goals.json', header: 'Authorization: Bearer TOKEN', where: 'Stratsys support' }
  ];

  function quoted(text) { return "'" + text.replace(/'/g, "'\\''") + "'"; }

  function snippets(url, header, more, post) {
    var parts = /^([^:]+): ?(.*)$/.exec(header);
    var value = parts[2];
    var host = '';
    try { host = new URL(url).host; } catch (broken) { host = 'HOST'; }
    var extra = more.map(function (one) { return /^([^:]+): ?(.*)$/.exec(one); });
    return {
      curl: ['#!/bin/sh', 'set -eu', 'umask 022', 'token=$(cat /etc/maltavla/token)', 'cd /var/www/maltavla',
        'curl -fsS --max-time 60 --retry 3' + (post ? ' -X POST' : '') + ' \\',
        '  -H "' + parts[1] + ': ' + value.replace(/"/g, '\\"').replace('TOKEN', '$token') + '" \\'
      ].concat(more.map(function (one) { return '  -H ' + quoted(one) + ' \\'; }), ['  ' + quoted(url) + ' -o goals.json.new', 'mv goals.json.new goals.json']).join('\n'),
      cron: '*/5 * * * * /usr/local/bin/maltavla-fetch',
      // The token's line lies in a file of its own.
      nginx: ['location = /goals.json {', '  # /etc/nginx/maltavla-token.conf holds one line:',
        '  #   proxy_set_header ' + parts[1] + ' ' + quoted(value) + ';', '  include /etc/nginx/maltavla-token.conf;']
        .concat(extra.map(function (one) { return '  proxy_set_header ' + one[1] + ' ' + quoted(one[2]) + ';'; }), post ? ['  proxy_method POST;'] : [],
          ['  proxy_set_header Host ' + host + ';', '  proxy_ssl_server_name on;', '  proxy_hide_header Set-Cookie;', '  proxy_pass ' + url + ';', '}']).join('\n'),
      caddy: ['handle /goals.json {', '  rewrite * ' + url.replace(/^https?:\/\/[^/]+/, ''), '  reverse_proxy ' + (/^https?:\/\/[^/]+/.exec(url) || ['https://HOST'])[0] + ' {']
        .concat(post ? ['    method POST'] : [], ['    header_up Host ' + host, '    header_up ' + parts[1] + ' "' + value.replace(/"/g, '\\"').replace('TOKEN', '{$MALTAVLA_TOKEN}') + '"'],
          extra.map(function (one) { return '    header_up ' + one[1] + ' "' + one[2] + '"'; }), ['  }', '}']).join('\n')
    };
  }

  /** What is in the way of an address, and what to do. */
  page.remedy = function (address, miss) {
    var say = page.say();
    var h = page.h;
    var url;
    try { url = new URL(address, location.href); } catch (broken) { url = null; }
    var told = say.miss[miss.why];
    var sentence = typeof told === 'function' ? told(miss.status || (url && url.host)) : told;
    var head = h('p', { class: 'missed-why', role: 'alert' }, [page.mark('bad'), sentence]);
    if (miss.why === 'bad' || miss.why === 'missing' || miss.why === 'server') return [head];
    var known = TOOLS.filter(function (tool) { return url && tool.host.test(url.hostname); })[0];
    var body = h('div', { class: 'remedy-body' });
    var choice = h('select', { id: 'tool', onchange: draw }, [h('option', { value: '' }, say.otherTool)].concat(TOOLS.map(function (tool) { return h('option', { value: tool.name }, tool.name); })));
    choice.value = known ? known.name : '';
    function draw() {
      var tool = TOOLS.filter(function (one) { return one.name === choice.value; })[0];
      // The address that was typed, if it is the API's own; else the one that the tool's goals have.
      var own = url && (!tool || (tool === known && /api|rest|graphql|\.json/.test(url.pathname + url.hostname)));
      var made = snippets(own ? url.href : tool.url, tool ? tool.header : 'Authorization: Bearer TOKEN', (tool && tool.more) || [], tool && tool.post);
      page.fill(body, [
        tool && h('p', { class: 'soft' }, say.remedyToken(tool.where)),
        h('h4', {}, say.remedyCurl), page.snippet(made.curl, 'curl'),
        h('h4', {}, say.remedyCron), page.snippet(made.cron, 'cron'),
        h('h4', {}, say.remedyNginx), page.snippet(made.nginx, 'nginx'),
        h('h4', {}, say.remedyCaddy), page.snippet(made.caddy, 'Caddy'),
        h('p', { class: 'soft' }, [say.remedyThen + ' ', h('code', {}, 'goals.json')])
      ]);
    }
    draw();
    return [head, h('details', { class: 'remedy', open: true }, [
      h('summary', {}, say.remedy), h('p', { class: 'soft' }, say.remedyText),
      h('label', { for: 'tool' }, say.remedyFor), choice, body
    ])];
  };
})();
