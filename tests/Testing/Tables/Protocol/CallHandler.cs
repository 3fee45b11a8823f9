using Azure.Core;
using Testing.Tables.Queries;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>Carries out requests.</summary>
internal sealed class CallHandler(Account account, Func<int> scanLimit)
{
    /// <summary>The answer, and how many rows were looked at for it.</summary>
    /// <exception cref="RefusedException">The service refuses it.</exception>
    public (Answer Answer, int Scanned) Handle(Call call) => call.Kind switch
    {
        TableRequestKind.ListTables => (ListTables(new QueryString(call.Query)), 0),
        TableRequestKind.CreateTable => (Create(call), 0),
        TableRequestKind.DeleteTable => (account.Delete(call.Table) is { } error ? Answer.Refused(error) : Answer.Empty(204), 0),
        TableRequestKind.Query => Query(Table(call), call),
        TableRequestKind.Read => (Read(Table(call), call), 0),
        TableRequestKind.Batch => (WriteBatch(call), 0),
        _ => (Write(Table(call), call), 0),
    };

    private Table Table(Call call) => account.Find(call.Table) is var (table, error) && table is not null ? table : throw new RefusedException(error!);

    private Answer Read(Table table, Call call)
    {
        var row = table.Find(call.Resource.PartitionKey!, call.Resource.RowKey!);
        if (row is null)
        {
            return Answer.Refused(TableError.RowNotFound);
        }

        var select = call.Query.Length == 0 ? null : new QueryString(call.Query).Select;
        var answer = Row(200, row, select);
        answer.Headers.Add(new HttpHeader("ETag", row.ETag));
        return answer;
    }

    private (Answer Answer, int Scanned) Query(Table table, Call call)
    {
        var query = new QueryString(call.Query);
        var page = QueryPage.Run(
            table, new RowQuery(FilterParser.Parse(query.Filter), query.Continuation, query.Top, scanLimit()), account.Names);
        var answer = Answer.Json(200, (page.Rows, account.Names, query.Select), static (json, state) =>
        {
            JsonRowWriter.WriteMetadata(json, "$metadata");
            json.WriteStartArray("value"u8);
            foreach (var row in state.Rows)
            {
                json.WriteStartObject();
                JsonRowWriter.Write(json, row, state.Names, state.Select);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        if (page.Next is { } next)
        {
            answer.Headers.Add(new HttpHeader("x-ms-continuation-NextPartitionKey", QueryString.Token(next.PartitionKey)));
            answer.Headers.Add(new HttpHeader("x-ms-continuation-NextRowKey", QueryString.Token(next.RowKey)));
        }

        return (answer, page.Scanned);
    }

    private Answer Write(Table table, Call call)
    {
        var (rows, _, error) = table.Apply(call.Changes);
        return error is not null ? Answer.Refused(error) : Written(call.Changes[0], rows[0], call.Headers);
    }

    private Answer WriteBatch(Call call)
    {
        if (call.BatchRefusal is var (index, refusal))
        {
            return BatchAnswer.Of([Answer.Refused(refusal, index)]);
        }

        var (table, missing) = account.Find(call.Table);
        if (table is null)
        {
            return BatchAnswer.Of([Answer.Refused(missing!, 0)]);
        }

        var (rows, failed, error) = table.Apply(call.Changes);
        return error is not null
            ? BatchAnswer.Of([Answer.Refused(error, failed)])
            : BatchAnswer.Of([.. rows.Select(row => Answer.Empty(204, row?.ETag))]);
    }

    private Answer Written(Change change, Row? row, CallHeaders headers)
    {
        if (change.Kind != ChangeKind.Insert || headers.WantsNoContent || row is null)
        {
            return Answer.Empty(204, row?.ETag);
        }

        var answer = Row(201, row, null);
        answer.Headers.Add(new HttpHeader("ETag", row.ETag));
        return answer;
    }

    private Answer Create(Call call)
    {
        if (account.Create(call.NewTable!) is { } error)
        {
            return Answer.Refused(error);
        }

        return call.Headers.WantsNoContent
            ? Answer.Empty(204)
            : Answer.Json(201, call.NewTable!, static (json, name) => json.WriteString("TableName"u8, name));
    }

    private Answer ListTables(QueryString query)
    {
        var filter = FilterParser.Parse(query.Filter);
        var tables = account.Tables
            .Where(table => query.NextTable is null || string.Compare(table.Name, query.NextTable, StringComparison.OrdinalIgnoreCase) >= 0)
            .Where(table => TableFilter.Matches(filter, table.Name))
            .Take(query.Top + 1)
            .ToList();
        var answer = Answer.Json(200, tables.Take(query.Top), static (json, found) =>
        {
            json.WriteStartArray("value"u8);
            foreach (var table in found)
            {
                json.WriteStartObject();
                json.WriteString("TableName"u8, table.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        if (tables.Count > query.Top)
        {
            answer.Headers.Add(new HttpHeader("x-ms-continuation-NextTableName", tables[^1].Name));
        }

        return answer;
    }

    private Answer Row(int status, Row row, HashSet<string>? select) =>
        Answer.Json(status, (row, account.Names, select), static (json, state) =>
        {
            JsonRowWriter.WriteMetadata(json, "$metadata/@Element");
            JsonRowWriter.Write(json, state.row, state.Names, state.select);
        });
}
