using Azure.Messaging;
using Microsoft.Azure.Functions.Worker;

namespace SampleApp;

public sealed class OtherFunctions(Journal journal)
{
    [Function("Daily")]
    public void Daily([TimerTrigger("%Schedules:Daily%")] TimerInfo timer) =>
        journal.Write($"daily {timer.IsPastDue} {timer.ScheduleStatus?.Next:O}");

    [Function("Often")]
    public void Often([TimerTrigger("*/1 * * * * *", UseMonitor = false)] TimerInfo timer) => journal.Write("often");

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => journal.Write("start");

    [Function("OnEvent")]
    public void OnEvent([EventGridTrigger] CloudEvent cloudEvent) => journal.Write($"event {cloudEvent.Type} {cloudEvent.Subject}");

    [Function("OnEvents")]
    public void OnEvents([EventGridTrigger(IsBatched = true)] string[] events) => journal.Write($"events {events.Length}");
}
