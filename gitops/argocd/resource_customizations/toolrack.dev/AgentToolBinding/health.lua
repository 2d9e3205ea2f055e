-- Health of an object of toolrack.dev: the same file for each of the three kinds.
-- Reads status alone. No library is used, because Argo CD gives health checks next to none.

-- Reasons of Ready=True that wait for a person: switched off, or held until somebody approves.
local suspended = {
  Disabled = true,
  ConnectorDisabled = true,
  ToolsHeld = true,
}

-- Reasons of Ready=False that are no failure: a person has to begin.
local unbegun = {
  ConsentNeeded = true,
}

local function health(status, message)
  return { status = status, message = message }
end

local function of_condition(status, condition)
  local message = condition.reason
  if condition.message ~= nil and condition.message ~= "" then
    message = message .. ": " .. condition.message
  end
  return health(status, message)
end

if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "It is being deleted.")
end

-- A new object has observedGeneration -1, so that nothing is healthy before it was looked at.
if obj.status == nil or obj.status.conditions == nil
    or obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "The operator has not looked at this generation yet.")
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end

if conditions.Stalled ~= nil and conditions.Stalled.status == "True" then
  return of_condition("Degraded", conditions.Stalled)
end
if conditions.Reconciling ~= nil and conditions.Reconciling.status == "True" then
  return of_condition("Progressing", conditions.Reconciling)
end
if conditions.Ready == nil then
  return health("Progressing", "The condition Ready is not there yet.")
end
if conditions.Ready.status ~= "True" and unbegun[conditions.Ready.reason] then
  return of_condition("Suspended", conditions.Ready)
end
if conditions.Ready.status ~= "True" then
  return of_condition("Progressing", conditions.Ready)
end
if suspended[conditions.Ready.reason] then
  return of_condition("Suspended", conditions.Ready)
end
return of_condition("Healthy", conditions.Ready)
