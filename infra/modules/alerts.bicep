// Who is told of what. Each rule asks the workspace for what the hub itself measures; the guide says what to do then.

param baseName string
param location string
param tags object
param emails string[]
param workspaceId string
param serviceBusName string

// Every row in the window is a reason to tell somebody.
var rules = [
  {
    name: 'dead-letters'
    description: 'Deliveries could not be processed.'
    severity: 2
    window: 'PT15M'
    query: '''
AppMetrics
| where Name == "loyalty.deadletters"
| where Sum > 0
'''
  }
  {
    name: 'oldest-message'
    description: 'Something has been on its way out of the hub for more than ten minutes.'
    severity: 1
    window: 'PT15M'
    query: '''
AppMetrics
| where Name == "loyalty.outbox.oldest_age"
| where Max > 600
'''
  }
  {
    name: 'failed-runs'
    description: 'A scheduled run failed for some members.'
    severity: 2
    window: 'PT1H'
    query: '''
AppMetrics
| where Name == "loyalty.run.failures"
| where Sum > 0
'''
  }
  {
    name: 'failed-functions'
    description: 'A timer or queue function ended with an error.'
    severity: 2
    window: 'PT30M'
    query: '''
AppRequests
| where Success == false
| where OperationName endswith "Timer" or OperationName endswith "Queue"
'''
  }
  {
    name: 'reconciliation-difference'
    description: 'The archive or the ledger is not what it should be. Nobody changes anything before it is understood.'
    severity: 0
    window: 'PT1H'
    query: '''
AppMetrics
| where Name == "loyalty.archive.differences"
| where Sum > 0
'''
  }
  {
    name: 'signature-failures'
    description: 'Many deliveries have no valid signature: a partner with an old secret, or somebody who tries.'
    severity: 2
    window: 'PT15M'
    query: '''
AppMetrics
| where Name == "loyalty.requests.refused"
| extend Reason = tostring(Properties["reason"])
| where Reason == "signature-invalid"
| summarize Refused = sum(Sum)
| where Refused > 50
'''
  }
  {
    name: 'server-errors'
    description: 'More than one request in a hundred ended with 5xx.'
    severity: 1
    window: 'PT15M'
    query: '''
AppRequests
| where isnotempty(ResultCode)
| summarize Failed = countif(toint(ResultCode) >= 500), All = count()
| where Failed > 10 and Failed * 100 > All
'''
  }
]

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${baseName}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'loyalty'
    enabled: true
    emailReceivers: [
      for (email, index) in emails: {
        name: 'mail-${index}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${baseName}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${baseName}: ${rule.name}'
      description: rule.description
      enabled: true
      severity: rule.severity
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      scopes: [
        workspaceId
      ]
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              minFailingPeriodsToAlert: 1
              numberOfEvaluationPeriods: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [
          people.id
        ]
      }
    }
  }
]

// What the hub never got to see: messages that Service Bus itself set aside.
resource queueDeadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${baseName}-queue-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages failed ten times or expired and are in a dead-letter queue.'
    enabled: true
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    scopes: [
      serviceBus.id
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}
