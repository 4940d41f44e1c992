/** Words about cases, procedures, services and events. */
export const PROCEDURE = {
  CASE: 'caso kazu case cases kasus perkara processo prosesu autos auto inquerito inkeritu inquiry investigacao investigation investigasaun denuncia denunsia participacao participasaun expediente dossier dosie file_no ocorrencia okorensia kasus_no laporan keixa queixa complaint matter proc incident incidente livru_kazu livro participacoes pengaduan dokumen_kasus summaries',
  NUC: 'nuc numero_unico_crime unico nuipc numero_unico num_unico nuk',
  REPORT:
    'denuncia denunsia queixa keixa participacao participasaun report reported laporan pelaporan noticia comunicacao keixa_data complaint lapor reporting notificacao',
  CHARGE: 'acusacao akuzasaun charge charged indictment dakwaan acusado_em indictment_date pronuncia',
  ARCHIVE: 'arquivamento arkivamentu arquivo arq archive archived dihentikan sp3 arkiva arquivado penghentian',
  DISTRIBUTE: 'distribuicao distribuisaun distribution distributed pelimpahan distribuido entrada_tribunal',
  FINALITY: 'transito julgado transito_em_julgado inkracht final_judgment finality desizaun_final res_judicata',
  STAGE: 'fase etapa stage tahap faze tahapan andamento fase_processual estagio',
  CRIME:
    'crime krime offence offense tindak_pidana pidana delito tipu_krime kejahatan charge_type crimes artigo artigu article art pasal cp artigos articles tipificacao',
  SECRECY: 'segredo sigilo rahasia segredu secret secrecy sijilu confidential confidencial segredo_justica kerahasiaan',
  VERDICT: 'decisao desizaun verdict decision putusan veredito desisaun judgment sentencing_result deliberacao',
  SENTENCE: 'pena sentenca sentensa sentence hukuman vonis penalty kastigu condenacao sentence_length',
  SUSPENDED: 'suspensa suspenso suspended percobaan suspensu pena_suspensa ditangguhkan',
  MONTHS: 'meses fulan months bulan',
  COMPENSATION:
    'indemnizacao indemnizasaun compensacao kompensasaun compensation restitusi kompensasi indeniza reparacao restitution damages',
  REQUESTED: 'pedida requested diminta husu reclamada claimed pedido demanded',
  PAID: 'paga paid dibayar selu pago settled',
  AWARDED: 'atribuida awarded arbitrada fixada diberikan awarded_amount usd concedida',
  ADJOURNED: 'adiada adiado adjourned ditunda adia adiamentu adiamento postponed',
  CLOSEDCOURT: 'closed_court porta_fechada tertutup exclusao_publicidade odamatan_taka hearing_measures medidas_audiencia',
  HEARING: 'audiencia audiensia hearing sidang julgamento julgamentu persidangan trial sessao_julgamento audiencias',
  PROCEEDING:
    'audiencia despacho decisao sentenca acto ato diligencia hearing proceeding proceedings decisions putusan sidang atos actos despaxu desizaun julgamentu processuais trial prosecution prosecutions sentences event_court acordao audiensia jadwal_sidang',
  COURT: 'tribunal court pengadilan comarca tribunal_de judicial_area procuradoria prokuradoria district_court',
  COERCION:
    'medida_coacao medida_coaccao coacao coercive coercive_measure medida_koasaun koasaun prisao_preventiva penahanan detention_measure bail',
  DETECTION:
    'origem_denuncia hosi_se detection sumber_laporan detected_by fonte_denuncia quem_denunciou referral_source source_of_report origem sinalizado_por detetado hosi husi sumber how_reported proveniencia se',
  DIRECTION: 'sentido direction arah diresaun direcao fluxo rumo',
  COUNTRY: 'pais country negara rai nasaun land countries',
  MUNICIPALITY:
    'municipio munisipiu distrito distritu district kabupaten concelho municipality munisipio kota city provincia province state cidade regiao county kabupaten_kota mun regiaun',
  POSTO: 'posto postu posto_administrativo kecamatan subdistrito subdistritu subdistrict administrative_post',
  SUCO: 'suco suku desa village kelurahan aldeia xefe_suku',
  REFERRAL:
    'refere ref referral encaminhamento enkaminhamentu rujukan referencia_para referred referido referensia transition transfer transferencia referensiamentu refered reencaminhamento referrals referredby referredto rujuk encaminhado enkamiña transitions',
  AGENCY:
    'agencia agency instituicao instituisaun lembaga organisasi organizacao organizasaun organization organisation entidade entity unidade instansi bodi institution destinataria orgao department departamento serviso_ba',
  SERVICE:
    'servico servisu service asistensia assistencia layanan atendimento apoio apoiu assistance bantuan tipu_asistensia intervencao intervention session sessions sesaun sessao acompanhamento akompanamentu services support ajuda care visit visita consulta treatment tratamento asistencia encounter atendimentu tulun pelayanan pendampingan provided',
  PROVIDER: 'prestador provider penyedia fornecedor prestadora servidor',
  CLOSURE: 'encerramento closure penutupan taka fecho alta discharge motivo_saida closure_reason closing razao_saida saida',
  EVENT: 'facto fato event evento peristiwa ocorrencia incidente kejadian akontesimentu eventos factos events incident crime_event',
  PHASE: 'fase_facto fase phase fase_evento event_kind kind_of_event event_type',
  ACT: 'ato acto act tipo_ato aktu perbuatan acts acao',
  MEANS: 'meio meios means metodu cara modus meio_utilizado control methods_of_control maneira meio_coacao sarana metodo_controlo',
  EXPLOITATION:
    'exploracao esplorasaun exploitation eksploitasi finalidade purpose explorasaun fim_exploracao exploitacao type_of_exploitation tipo_exploracao trafficking trafiku trafico perdagangan_orang tujuan_eksploitasi',
  SECTOR: 'setor sektor sector industria industry ramo bidang setor_atividade',
  PLATFORM: 'plataforma platform rede_social media_social website app online internet aplikasi redes_sociais',
  RECRUITMENT: 'recrutamento rekrutamentu recruitment perekrutan aliciamento angariacao metodo_recrutamento recruited',
  DURATION: 'duracao durasaun duration durasi lama tempo tempo_exploracao duration_band',
  MIGRATION:
    'migracao migratorio migrasaun migration imigracao visto visa residence_permit imigrasi repatriamento migratoria estatuto_migratorio migration_status outcome',
  IDENTIFY:
    'identificacao identifikasaun identified sinalizacao identifikasi sinalizasaun identification sinalizado referenciacao teridentifikasi detection_date detecao',
  FACTS: 'factos factus facts trafficked when_trafficked kejadian_waktu tempo_factos saat_kejadian',
  DECIDED: 'decidido decided diputuskan deside decision_body decidiu deciding decisor',
  MOVEMENT:
    'movimento movimentu movement movimentos crossing perlintasan travessia entradas_saidas border_crossing passagem pergerakan movements arrivals departures',
  BORDERPOST:
    'posto_fronteira border_post bcp bcpcode pos_lintas_batas postu_fronteira fronteira border posto checkpoint pos port_of_entry',
  ENTRYEXIT: 'entrada_saida direction entry_exit tama_sai masuk_keluar sentido movimento_tipo movement_direction in_out',
  STAY: 'permanencia stay permitted_until permitted permitida permanensia izin_tinggal autorizado_ate visa_expiry estadia',
  TOTAL:
    'total totais totals estatistica estatistika statistik statistics stats rekap resumo_estatistico sumario indicador indicators kazu_potensial report_totals aggregate',
  POTENTIAL: 'potencial potensial potential certeza certainty',
  CONSENT:
    'consentimento konsentimentu consent persetujuan autorizacao autorizasaun authorisation authorization konsente disclosure izin consents',
  POLICE: 'policia police polisi polisia authorities autoridade autoridades',
  STATISTICS: 'stats statistics estatistica reporting statistik estatistika',
  SHELTER: 'abrigo shelter uma_mahon rumah_aman mahon casa_abrigo safe_house abrigu uma',
  VIOLENCE: 'violencia violensia violence kekerasan vbg gbv vd domestic',
  RISK: 'risco risku risk risiko',
  EXPECTED: 'previsto expected prevista planned dijadwalkan agendada marcada scheduled due',
  DEATH: 'obito death deceased falecimento mate meninggal',
  OTHERDATE: 'juramento payment pagamento hire hired contratacao order_date shipped required rental return',
} as const
