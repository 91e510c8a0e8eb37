// A bot as discord.js' guide teaches to write one; only the address of the API and the JSON lines are ours.
// The packages are not beside this file, and `import` would look nowhere else; `require` follows NODE_PATH.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const {
  ActionRowBuilder, ApplicationCommandOptionType, ButtonBuilder, ButtonStyle, ChannelType, Client, Events, GatewayIntentBits,
  MessageFlags,
} = require("discord.js");
const {
  AudioPlayerStatus, EndBehaviorType, StreamType, VoiceConnectionStatus,
  createAudioPlayer, createAudioResource, entersState, getVoiceConnection, joinVoiceChannel,
} = require("@discordjs/voice");

const PATIENCE_MS = 10_000;
const UTTERANCE_ENDS_AFTER_MS = 1_000;

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  // discord.js appends the version itself.
  rest: { api: process.env.SANDBOX_API.replace(/\/v10$/, "") },
});

function tell(event, facts) {
  process.stdout.write(JSON.stringify({ event, ...facts }) + "\n");
}

const stage = {
  name: "stage", description: "Which stage", required: true,
  type: ApplicationCommandOptionType.Channel, channelTypes: [ChannelType.GuildStageVoice],
};
const text = (name) => ({ name, description: `The ${name}`, required: true, type: ApplicationCommandOptionType.String });
const commands = [
  { name: "greet", description: "Say hello", options: [text("name")] },
  { name: "open", description: "Open a stage", options: [stage, text("topic")] },
  { name: "play", description: "Play a file on a stage", options: [stage, text("file")] },
  { name: "listen", description: "Listen on a stage", options: [stage] },
  { name: "leave", description: "Leave the stage" },
];

async function join(channel) {
  const connection = joinVoiceChannel({
    channelId: channel.id, guildId: channel.guild.id, adapterCreator: channel.guild.voiceAdapterCreator, selfDeaf: false,
  });
  await entersState(connection, VoiceConnectionStatus.Ready, PATIENCE_MS);
  return connection;
}

const answers = {
  async greet(interaction) {
    const again = new ButtonBuilder().setCustomId("again").setLabel("Again").setStyle(ButtonStyle.Primary);
    await interaction.reply({
      content: `Hello, ${interaction.options.getString("name")}`,
      components: [new ActionRowBuilder().addComponents(again)],
    });
  },

  async open(interaction) {
    const topic = interaction.options.getString("topic");
    const opened = await interaction.options.getChannel("stage").createStageInstance({ topic });
    await interaction.reply({ content: `Open: ${opened.topic}`, flags: MessageFlags.Ephemeral });
  },

  async play(interaction) {
    await interaction.deferReply();
    const channel = interaction.options.getChannel("stage");
    const connection = await join(channel);
    await channel.guild.members.me.voice.setSuppressed(false);
    const player = createAudioPlayer();
    connection.subscribe(player);
    player.play(createAudioResource(createReadStream(interaction.options.getString("file")), { inputType: StreamType.OggOpus }));
    await entersState(player, AudioPlayerStatus.Playing, PATIENCE_MS);
    await entersState(player, AudioPlayerStatus.Idle, PATIENCE_MS);
    await interaction.editReply("Played");
  },

  async listen(interaction) {
    await interaction.deferReply();
    const { receiver } = await join(interaction.options.getChannel("stage"));
    let utterances = 0;
    receiver.speaking.on("start", async (userId) => {
      if (receiver.subscriptions.has(userId)) return;
      const packets = [];
      const end = { behavior: EndBehaviorType.AfterSilence, duration: UTTERANCE_ENDS_AFTER_MS };
      for await (const packet of receiver.subscribe(userId, { end })) packets.push(packet.toString("hex"));
      tell("heard", { user_id: userId, utterance: ++utterances, packets });
    });
    await interaction.editReply("Listening");
  },

  async leave(interaction) {
    getVoiceConnection(interaction.guildId).destroy();
    await interaction.reply("Left");
  },
};

client.once(Events.ClientReady, async () => {
  const guilds = client.guilds.cache.map((guild) => ({
    id: guild.id, name: guild.name, channels: guild.channels.cache.map((channel) => channel.name),
  }));
  tell("ready", { user_id: client.user.id, guilds });
  const registered = await client.application.commands.set(commands);
  tell("registered", { commands: registered.map((command) => command.name) });
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await answers[interaction.commandName](interaction);
  else if (interaction.isButton()) await interaction.update(`Hello again, ${interaction.user.displayName}`);
});

client.on(Events.VoiceStateUpdate, (before, after) => {
  tell("voice_state", { user_id: after.id, channel_id: after.channelId, suppress: after.suppress });
});

client.on(Events.StageInstanceCreate, (instance) => {
  tell("stage_instance", { channel_id: instance.channelId, topic: instance.topic });
});

client.on(Events.ShardResume, () => tell("resumed"));

await client.login(process.env.SANDBOX_TOKEN);
