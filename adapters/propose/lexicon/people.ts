/** Words about persons. */
export const PEOPLE = {
  PERSON:
    'pessoa person people ema orang individuo interveniente individual sidadaun cidadao membro pesoa party parte penduduk contact_person people_involved traveller viajante passageiro passenger',
  VICTIM:
    'vitima victim ofendido lesado korban sobrevivente survivor benefisiariu beneficiario beneficiary utente kliente cliente client penerima_manfaat child crianca labarik anak kliente_na acolhido acolhida residente klien menor_vitima penyintas kazu_na_in assistido patient paciente pasien pasiente vbj',
  PERPETRATOR:
    'autor arguido suspeito acusado tersangka terdakwa pelaku perpetrator suspect accused offender defendant reu agressor trafficker traficante arguidu suspeitu akuzadu kondenadu condenado convict',
  RECRUITER: 'recrutador recruiter rekrutador perekrut angariador agente_recrutamento',
  MOTHER: 'mae mother inan ibu',
  FATHER: 'pai father aman bapak ayah',
  GUARDIAN:
    'encarregado guardian tutor wali responsavel familiar_contacto kin kerabat next_of_kin inan_aman parente saksi testemunha witness',
  OFFICER:
    'investigador investigator inspetor inspector magistrado juiz judge hakim oficial officer petugas jaksa procurador prosecutor advogado advogadu lawyer tecnico assistente_social caseworker worker funcionario agente agent polisia_ofisial penyidik pengacara clerk escrivao entrevistador interviewer doutor doctor dokter medico enfermeiro staff employee empregado colaborador provider supervisor owner handler reporter_name denunciante queixoso keixa_na_in pelapor reporter informador monitor',
  FULL: 'completo kompletu lengkap full complete inteiro',
  GIVEN:
    'proprio givennames fname f_name prenome given first depan primeiro primeiru firstname given_name first_name nama_depan middle middlename',
  SURNAME: 'lname l_name apelido apelidu surname lastname last family_name belakang marga sobrenome last_name nama_belakang second',
  ALIAS:
    'alcunha alias apodo nick nickname bolu naran_bolu panggilan outros_nomes nome_conhecido also_known_as aka other_names conhecido kodigu_naran naran_kodigu outro outros',
  INITIALS: 'iniciais inisial initials inisiais inisiais_nome',
  BIRTH:
    'nascimento nasc nascim moris lahir birth born nasimentu natal dob birthdate birthday dn birth_date data_nascimento loron_moris tgl_lahir ttl_lahir dateofbirth',
  AGE: 'idade age tinan umur usia ageyears edad tinan_hira anos',
  AGEGROUP:
    'faixa_etaria age_group grupo_etario menor minor kelompok_umur grupu_idade is_child faixa escalao_etario adulto menoridade agegroup',
  SEX: 'sexo sexu sex genero gender jenis_kelamin kelamin jeneru seksu sx jk gen feto_mane',
  NATIONALITY:
    'nacionalidade nationality kebangsaan nasaun cidadania citizenship kewarganegaraan nasionalidade sidadania naturalidade_pais warga_negara wn nacional citizen nac',
  MARITAL: 'estado_civil marital marital_status status_perkawinan estadu_sivil perkawinan pernikahan civil_status kaben',
  EDUCATION:
    'educacao education escolaridade habilitacoes habilitasaun pendidikan edukasaun eskola literarias instrucao literary schooling nivel_ensino ensino habilitacoes_literarias escola nivel_escolar school',
  CHILDREN: 'filhos children oan jumlah_anak anak labarik oan_sira dependentes dependents',
  LANGUAGE: 'lingua language bahasa lian dalen idioma languages linguas',
  RELATIONSHIP: 'relacao relationship hubungan relasaun ligacao relasi parentesco',
  DOCUMENT:
    'documento document dokumen dokumentu doc docs bi bilhete identidade identity identification identificacao ktp kartaun cartao eleitoral identitas',
  PASSPORT: 'passaporte passport paspor pasaporte passp',
  ROLE: 'papel role peran knaar funcao funsaun qualidade peran_dalam tugas involvement posisaun capacity participation',
  ORIGIN: 'origem orijen origin asal naturalidade hosi husi provenance proveniencia natal home',
  OCCUPATION: 'profissao occupation pekerjaan servisu_saida profisaun job ocupacao trabalho emprego title cargo',
  RELIGION: 'religiao religion agama relijiaun',
  HEALTH:
    'saude health allergy alergia hiv pregnant gravida isin_rua hamil kesehatan doenca diagnostico disease diagnosis medical medico_legal kondisaun_saude injury lesao disability deficiencia',
  OFFICIAL: 'funcionario_publico func_publico public_official pejabat_publik funsionariu_publiku pns',
  LEGALPERSON: 'tipo_pessoa person_type pessoa_coletiva legal_person entity_type badan_hukum natural_legal',
} as const
