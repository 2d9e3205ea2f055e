"""FastMCP. It opens the file itself; its client takes several servers at once and refuses none at all.

python fastmcp_reader.py FILE TOOL
"""

import asyncio
import json
import sys
from pathlib import Path

from fastmcp import Client
from fastmcp.mcp_config import MCPConfig


async def read(config: MCPConfig, tool: str) -> dict:
    report = {name: {"failure": "not connected"} for name in config.mcpServers}
    async with Client(config) as client:
        # Tools of several servers carry their server's name in front, that of a single one does not.
        several = len(config.mcpServers) > 1
        for listed in await client.list_tools():
            server = next(n for n in config.mcpServers if not several or listed.name.startswith(n + "_"))
            name = listed.name.removeprefix(server + "_") if several else listed.name
            entry = report[server]
            entry.pop("failure", None)
            entry.setdefault("tools", []).append(name)
            if name == tool:
                result = await client.call_tool(listed.name, {})
                entry["answer"] = result.content[0].text
    return report


config = MCPConfig.from_file(Path(sys.argv[1]))
print(json.dumps(asyncio.run(read(config, sys.argv[2])) if config.mcpServers else {}))
